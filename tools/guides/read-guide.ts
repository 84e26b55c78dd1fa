import { readFileSync } from 'node:fs';

/** A fenced block of commands, or of text that belongs into a file. */
export interface GuideBlock {
  /** The line of its fence, from 1. */
  readonly line: number;
  readonly text: string;
  /** The file that the text belongs into; null for commands. */
  readonly file: string | null;
  /** Why the commands are not run here; null where they are. */
  readonly notRun: string | null;
  /** Whether they take minutes, or change the repository. */
  readonly isSlow: boolean;
  /** The exit code of the last command. */
  readonly exitCode: number;
  /** The port at which the commands answer, and go on until the end of the guide. */
  readonly serves: number | null;
}

const FENCE = /^```(\w+)([^\n]*)\n(.*?)^```$/gms;

/**
 * Returns the commands (`sh`) of a document, and the blocks with a file. Behind the language may stand `not-run="WHY"`, `slow`,
 * `exit=3`, `serves=8501`, `file=PATH`.
 */
export function readGuide(file: string): readonly GuideBlock[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(FENCE)].flatMap((match) => {
    const [, language, info = '', body = ''] = match;
    const value = (name: string): string | null =>
      new RegExp(` ${name}=(?:"([^"]*)"|(\\S+))`).exec(info)?.slice(1).find(Boolean) ?? null;
    const target = value('file');
    if (language !== 'sh' && target === null) return [];
    const port = value('serves');
    return {
      line: text.slice(0, match.index).split('\n').length,
      text: body,
      file: target,
      notRun: value('not-run'),
      isSlow: / slow\b/.test(info),
      exitCode: Number(value('exit') ?? 0),
      serves: port === null ? null : Number(port),
    };
  });
}
