import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { glob, isDynamicPattern } from 'tinyglobby';

import { LogsError } from '../errors.ts';
import { rotatedOrder } from '../reading/rotated-order.ts';
import { clutterReason } from '../unpack/clutter.ts';
import { unpackingError } from '../unpack/unpacking-error.ts';

/** Standard input, as an argument. */
export const STDIN = '-';

export interface ListedInputs {
  readonly files: readonly {
    readonly path: string;
    /** Found in a folder or by a pattern, not named. */ readonly isFound: boolean;
    readonly modified: number;
  }[];
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
}

/** The files that arguments stand for: files, folders with all that is in them, patterns, `-`; in order, rotated logs by time. */
export async function listInputs(inputs: readonly string[]): Promise<ListedInputs> {
  const found = new Map<string, boolean>();
  const leftOut: { path: string; reason: string }[] = [];
  const take = (paths: readonly string[]): void => {
    for (const path of paths) {
      const reason = clutterReason(path.replace(/^(?:\.{1,2}\/)+/, ''));
      if (reason === null) found.set(path, found.get(path) ?? true);
      else leftOut.push({ path, reason });
    }
  };
  for (const input of inputs) {
    const kind = input === STDIN ? 'file' : await kindOf(input);
    if (kind === 'file') found.set(input, false);
    else if (kind === 'folder') take((await filesIn(input)).map((name) => join(input, name)));
    else take(await matches(input));
  }
  const files = [];
  for (const path of rotatedOrder([...found.keys()])) {
    const modified = path === STDIN ? 0 : (await stat(path)).mtimeMs;
    files.push({ path, isFound: found.get(path) === true, modified });
  }
  return { files, leftOut };
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'pattern'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isDynamicPattern(path)) return 'pattern';
    throw unpackingError(path, error);
  }
}

/** Below a folder, hidden ones too: what is left out is said. */
async function filesIn(folder: string): Promise<string[]> {
  return (
    await glob('**', { cwd: folder, dot: true, onlyFiles: true, expandDirectories: false })
  ).sort();
}

async function matches(pattern: string): Promise<string[]> {
  const paths = (await glob(pattern, { onlyFiles: true, expandDirectories: false })).sort();
  if (paths.length > 0) return paths;
  throw new LogsError(
    'LOGS_FILE_MISSING',
    `${pattern} matches no file. Expected a file, a folder or a pattern; check the path.`,
  );
}
