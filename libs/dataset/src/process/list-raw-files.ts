import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { listInputs } from '@degas/logs/node';

import { DatasetError } from '../errors.ts';
import { toReadError } from '../input/read-error.ts';

export interface RawFile {
  readonly path: string;
  /** Relative to the raw folder, `/` between folders, as the report has it. */
  readonly name: string;
  readonly bytes: number;
}

/** A file that is not read. */
export interface FileLeftOut {
  readonly name: string;
  readonly reason: string;
}

/** Lists what a raw folder holds, in the order of the names, and what of it holds no names by its own name. */
export async function listRawFiles(
  raw: string,
): Promise<{ files: readonly RawFile[]; leftOut: readonly FileLeftOut[] }> {
  const nameOf = (path: string): string => path.slice(join(raw, '/').length).replaceAll('\\', '/');
  try {
    if (!(await stat(raw)).isDirectory()) {
      throw new DatasetError(
        'DATASET_SOURCE_MISSING',
        `${raw} is a file. Expected the folder that holds the raw files; give that.`,
      );
    }
    const listed = await listInputs([raw]);
    const files: RawFile[] = [];
    for (const { path } of listed.files) {
      files.push({ path, name: nameOf(path), bytes: (await stat(path)).size });
    }
    const leftOut = listed.leftOut.map(({ path, reason }) => ({ name: nameOf(path), reason }));
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    return { files: files.sort(byName), leftOut: leftOut.sort(byName) };
  } catch (error) {
    throw toReadError(raw, error);
  }
}

const ENDINGS =
  /(?:\.(?:csv|tsv|txt|list|json|jsonl|ndjson|log|zip|tar|tgz|gz|bz2|xz|zst|zstd|parquet|pcap|pcapng))+$/i;

/** Returns the name of a source: its file without folders and endings. */
export function sourceOf(file: string): string {
  return basename(file).replace(ENDINGS, '');
}
