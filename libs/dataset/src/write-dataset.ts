import { createWriteStream } from 'node:fs';
import { type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { type LabelledDomain } from '@degas/features';
import Papa from 'papaparse';

/** The columns of `dataset.csv.gz`. */
export const DATASET_HEADER = 'domain,label,family,source';

const BLOCK_LENGTH = 1 << 16;

/** Writes rows as gzipped CSV into `output`, or into the file of that name. */
export async function writeDataset(
  rows: Iterable<LabelledDomain>,
  output: string | Writable,
): Promise<void> {
  const file = typeof output === 'string' ? createWriteStream(output) : output;
  await pipeline(csvBlocks(rows), createGzip(), file);
}

function* csvBlocks(rows: Iterable<LabelledDomain>): Generator<string> {
  const endings = new Map<string, string>();
  let block = `${DATASET_HEADER}\n`;
  for (const { domain, label, family, source } of rows) {
    const key = `${family ?? ''}\n${source}`;
    let ending = endings.get(key);
    if (ending === undefined) {
      ending = `${Papa.unparse([[family ?? '', source]])}\n`;
      endings.set(key, ending);
    }
    block += `${domain},${label},${ending}`;
    if (block.length >= BLOCK_LENGTH) {
      yield block;
      block = '';
    }
  }
  yield block;
}
