import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import Papa from 'papaparse';

import type { DatedDomain } from './read-dataset.ts';

/** The columns of `dataset.csv.gz`. */
export const DATASET_HEADER = 'domain,label,family,source';

const BLOCK_LENGTH = 1 << 16;

/** Writes rows as gzipped CSV into `output`, or into the file of that name; with `dates`, in a fifth column. */
export async function writeDataset(
  rows: Iterable<DatedDomain>,
  output: string | Writable,
  { dates = false }: { readonly dates?: boolean } = {},
): Promise<void> {
  const file = typeof output === 'string' ? createWriteStream(output) : output;
  await pipeline(csvBlocks(rows, dates), createGzip(), file);
}

function* csvBlocks(rows: Iterable<DatedDomain>, dates: boolean): Generator<string> {
  const endings = new Map<string, string>();
  let block = `${DATASET_HEADER}${dates ? ',date' : ''}\n`;
  for (const { domain, label, family, source, date = null } of rows) {
    const key = `${family ?? ''}\n${source}`;
    let ending = endings.get(key);
    if (ending === undefined) {
      ending = Papa.unparse([[family ?? '', source]]);
      endings.set(key, ending);
    }
    block += `${domain},${label},${ending}${dates ? `,${date ?? ''}` : ''}\n`;
    if (block.length >= BLOCK_LENGTH) {
      yield block;
      block = '';
    }
  }
  yield block;
}
