import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { DatasetError } from '../errors.ts';
import { toReadError } from '../input/read-error.ts';

export interface RawFile {
  readonly path: string;
  /** Relative to the raw folder, `/` between folders: how the report names it. */
  readonly name: string;
  readonly bytes: number;
}

/** Files, and members of archives, that may hold names. */
export const DATA_FILE = /\.(?:csv|tsv|txt|list|json|jsonl|ndjson|log|zip|tar|tgz)(?:\.gz)?$/i;

/** What a raw folder holds, in the order of the names; files that hold no data by their name are `ignored`. */
export async function listRawFiles(
  raw: string,
): Promise<{ files: readonly RawFile[]; ignored: readonly string[] }> {
  const files: RawFile[] = [];
  const ignored: string[] = [];
  let entries;
  try {
    if (!(await stat(raw)).isDirectory()) {
      throw new DatasetError(
        'DATASET_SOURCE_MISSING',
        `${raw} is a file; give the folder that holds the raw files.`,
      );
    }
    entries = await readdir(raw, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw toReadError(raw, error);
  }
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(join(raw, '/').length).replaceAll('\\', '/');
    const { isFile, size } = await stat(path).then(
      (found) => ({ isFile: found.isFile(), size: found.size }),
      (error: unknown) => {
        throw toReadError(path, error);
      },
    );
    if (!isFile) continue;
    if (basename(name).startsWith('.') || !DATA_FILE.test(name)) ignored.push(name);
    else files.push({ path, name, bytes: size });
  }
  const byName = (a: string, b: string): number => (a < b ? -1 : 1);
  files.sort((a, b) => byName(a.name, b.name));
  return { files, ignored: ignored.sort(byName) };
}

/** The name of a source: its file without folders and endings. */
export function sourceOf(file: string): string {
  return basename(file).replace(
    /(?:\.(?:csv|tsv|txt|list|json|jsonl|ndjson|log|zip|tar|tgz|gz))+$/i,
    '',
  );
}
