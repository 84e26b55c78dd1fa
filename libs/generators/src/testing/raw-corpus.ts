import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The folder of the raw corpus, next to the repository; tests that need it skip without it. */
export const RAW_CORPUS = join(import.meta.dirname, '../../../../../shared/data/raw');

/** Returns the names of a corpus file, lower case, or `undefined` where the file is missing. */
export function corpusNames(file: string): ReadonlySet<string> | undefined {
  const path = join(RAW_CORPUS, `dga-${file}.csv.gz`);
  if (!existsSync(path)) return undefined;
  const rows = gunzipSync(readFileSync(path)).toString('latin1').toLowerCase().split('\n');
  return new Set(rows.flatMap((row) => (row.startsWith('#') ? [] : row.split(',').slice(0, 1))));
}
