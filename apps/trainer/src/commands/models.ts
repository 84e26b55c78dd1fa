import { listModels, setDefaultVersion } from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { compareVersions, type ListedVersion } from '../models/compare-versions.ts';
import { paint } from '../output/paint.ts';

export interface ModelsOptions {
  /** The folder of versions, such as models/degas. */
  readonly root: string;
  readonly default?: number;
  readonly json: boolean;
}

const TITLES = [
  'version',
  'default',
  'network',
  'parameters',
  'created',
  'F1',
  'recall at FPR 1e-3',
  'comparable',
  'problem',
];

/** Lists the versions, one a line: number, network, parameters, and its figures on its own validation names. */
export async function printModels(
  { root, default: chosen, json }: ModelsOptions,
  terminal: CommandContext,
): Promise<void> {
  if (chosen !== undefined) await setDefaultVersion(root, chosen);
  const versions = compareVersions(await listModels(root));
  if (versions.length === 0) {
    throw new TrainerError(
      'TRAINER_INPUT_MISSING',
      `${root} holds no versions. Expected folders called 1, 2, …; name the folder above them, such as models/degas.`,
    );
  }
  const { stdout, stderr } = terminal;
  if (json) {
    stdout.write(`${JSON.stringify(versions, null, 2)}\n`);
    return;
  }
  stdout.write(`${paint(terminal, 'stdout', 'bold', TITLES.join('\t'))}\n`);
  for (const version of versions) stdout.write(`${cellsOf(version).join('\t')}\n`);
  const others = versions.filter(({ isComparable, f1 }) => !isComparable && f1 !== null);
  if (others.length === 0 || terminal.isQuiet) return;
  stderr.write('F1 and recall are measured on the validation names of each training:\n');
  for (const { version, measuredOn } of versions) {
    if (measuredOn !== null) stderr.write(`  ${version}: ${measuredOn}\n`);
  }
  stderr.write(
    `Only versions marked comparable are measured on the names of the default. To compare others: degas evaluate DATA --model ${root}/A --compare ${root}/B\n`,
  );
}

function cellsOf(version: ListedVersion): (string | number)[] {
  const figure = (value: number | null): string => (value === null ? '' : value.toFixed(4));
  return [
    version.version,
    version.isDefault ? 'yes' : '',
    version.network ?? '',
    version.parameters ?? '',
    version.created ?? '',
    figure(version.f1),
    figure(version.recall),
    version.isComparable ? 'yes' : 'no',
    version.problem ?? '',
  ];
}
