import { open, type FileHandle } from 'node:fs/promises';

import { degasEncoding, type LabelledDomain } from '@degas/features';

import { DatasetError } from '../errors.ts';
import {
  columnLayout,
  HEADER_START,
  MAGIC,
  type RowGroup,
  type BinaryHeader,
} from './binary-layout.ts';
import { LONGEST_NAME, NameCodes } from './name-codes.ts';

/** Group indices are two bytes. */
const MOST_GROUPS = 65_536;

/**
 * Writes rows in the binary form that training loads at once: codes of the names, their lengths, and each row's group (label,
 * family, source), each in a column of its own. `csv` is the SHA-256 of the CSV that holds the same rows and nothing else;
 * its names are registrable ones.
 *
 * @example await writeBinaryRows(readDataset({ source: 'names.csv' }), 'dataset.bin');
 */
export async function writeBinaryRows(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  path: string,
  { csv = null }: { readonly csv?: string | null } = {},
): Promise<void> {
  const columns = new GrowingColumns();
  for await (const row of rows) columns.add(row);
  const file = await open(path, 'w');
  try {
    await columns.writeInto(file, csv);
  } finally {
    await file.close();
  }
}

class GrowingColumns {
  readonly #names = new NameCodes();
  readonly #indices = new Map<string, number>();
  readonly #groups: RowGroup[] = [];
  #rows = 0;
  #end = 0;
  #codes = new Uint8Array(1 << 20);
  #groupOf = new Uint16Array(1 << 16);
  #lengths = new Uint8Array(1 << 16);

  add(row: LabelledDomain): void {
    const { domain } = row;
    if (domain.length > LONGEST_NAME) throw tooLong(domain);
    if (this.#rows === this.#lengths.length) this.#grow();
    const end = this.#end + domain.length;
    if (end > this.#codes.length) this.#codes = copied(this.#codes, new Uint8Array(2 * end));
    this.#names.encode(domain, this.#codes, this.#end);
    this.#groupOf[this.#rows] = this.#groupIndex(row);
    this.#lengths[this.#rows++] = domain.length;
    this.#end = end;
  }

  #groupIndex({ label, family, source }: LabelledDomain): number {
    const key = `${label}\n${family === null ? '' : `\n${family}`}\n${source}`;
    let index = this.#indices.get(key);
    if (index === undefined) {
      index = this.#groups.length;
      if (index === MOST_GROUPS) throw tooManyGroups();
      this.#indices.set(key, index);
      this.#groups.push({ label, family, source });
    }
    return index;
  }

  #grow(): void {
    const length = this.#lengths.length * 2;
    this.#groupOf = copied(this.#groupOf, new Uint16Array(length));
    this.#lengths = copied(this.#lengths, new Uint8Array(length));
  }

  async writeInto(file: FileHandle, csv: string | null): Promise<void> {
    const header: BinaryHeader = {
      rows: this.#rows,
      codes: this.#end,
      encoding: { name: degasEncoding.name, version: degasEncoding.version },
      groups: this.#groups,
      csv,
    };
    const text = Buffer.from(JSON.stringify(header));
    const columns = columnLayout(header, text.length);
    const start = Buffer.alloc(columns.groups.offset);
    start.write(MAGIC, 0, 'latin1');
    start.writeUInt32LE(text.length, MAGIC.length);
    text.copy(start, HEADER_START);
    await file.appendFile(start);
    await file.appendFile(new Uint8Array(this.#groupOf.buffer, 0, 2 * this.#rows));
    await file.appendFile(this.#lengths.subarray(0, this.#rows));
    await file.appendFile(this.#codes.subarray(0, this.#end));
  }
}

function copied<T extends Uint8Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

function tooManyGroups(): DatasetError {
  return new DatasetError(
    'DATASET_OPTION_INVALID',
    `The rows have more than ${MOST_GROUPS} pairs of family and source. Expected up to that many; ` +
      'normalise the families, or leave some sources out.',
  );
}

function tooLong(name: string): DatasetError {
  return new DatasetError(
    'DATASET_OPTION_INVALID',
    `${name.slice(0, 64)}… has ${name.length} characters. Expected up to ${LONGEST_NAME}, the most that DNS allows; give registrable names.`,
  );
}
