import { execFileSync } from 'node:child_process';

/** Options in the order in which they are written; where a model goes, and how a run is watched, don't shape it. */
const shaping = [
  'network',
  'backend',
  'schedule',
  'epochs',
  'batchSize',
  'learningRate',
  'patience',
  'labelSmoothing',
  'dgaWeight',
  'familyBalance',
  'familyWeight',
  'kfoldSplits',
  'split',
  'seed',
  'limit',
  'capFamily',
  'capBenign',
  'recipe',
  'domainColumn',
  'labelColumn',
  'familyColumn',
  'without',
  'share',
  'audit',
] as const;

/** The options of a command; undefined ones and others are left out. */
export type ShapingOptions = Partial<
  Record<(typeof shaping)[number], string | number | readonly string[]>
>;

/** Returns the command line that trains a model again: every choice that shapes it. */
export function commandLine(data: string | undefined, options: ShapingOptions): string {
  const flags = shaping.flatMap((key) => {
    const value = options[key];
    if (value === undefined) return [];
    const flag = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [value].flat().map((each) => `${flag} ${each}`);
  });
  return ['degas train', ...(data === undefined ? [] : [data]), ...flags].join(' ');
}

/** Returns the commit that trains; null outside a repository. */
export function gitCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return null;
  }
}
