import { DatasetError } from '../errors.ts';
import { toReadError } from './read-error.ts';
import type { TextSource } from './text-source.ts';

/** No name, description or log record needs more; a file without line ends must not fill the memory. */
export const MAX_LINE_LENGTH = 1 << 16;

/** Stands for a line that is too long to be held: no text can contain it, for a zero byte ends the reading. */
export const OVERLONG = '\0';

/** Some lines in a row; the first has the number `firstLine`, counted from 1. */
export interface LineBatch {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** The lines of a text, without their ends (LF or CRLF), in batches: one await for thousands of lines. */
export async function* lineBatches({ file, bytes }: TextSource): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let firstLine = 1;
  let rest = '';
  let overlong = false;
  try {
    for await (const block of bytes) {
      if (block.includes(0)) throw binaryFile(file);
      const lines = (rest + decoder.decode(block, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (overlong && lines.length > 0) {
        lines[0] = OVERLONG;
        overlong = false;
      }
      if (overlong || rest.length > MAX_LINE_LENGTH) {
        overlong = true;
        rest = '';
      }
      if (lines.length > 0) {
        trimReturns(lines);
        yield { firstLine, lines };
        firstLine += lines.length;
      }
    }
  } catch (error) {
    throw toReadError(file, error);
  }
  rest += decoder.decode();
  if (overlong) rest = OVERLONG;
  if (rest !== '') yield { firstLine, lines: trimReturns([rest]) };
  else if (firstLine === 1) {
    throw new DatasetError(
      'DATASET_FILE_EMPTY',
      `${file} holds no line; remove it, or fetch it again.`,
    );
  }
}

function trimReturns(lines: string[]): string[] {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.length > MAX_LINE_LENGTH) lines[i] = OVERLONG;
    else if (line.charCodeAt(line.length - 1) === 13) lines[i] = line.slice(0, -1);
  }
  return lines;
}

function binaryFile(file: string): DatasetError {
  return new DatasetError(
    'DATASET_FILE_BINARY',
    `${file} holds zero bytes, so it is not text in UTF-8; ` +
      'give a text file, and name compressed ones .gz or .zip.',
  );
}
