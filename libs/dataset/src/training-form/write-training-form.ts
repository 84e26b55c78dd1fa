import { open, type FileHandle } from 'node:fs/promises';

import { degasEncoding, type LabelledDomain } from '@degas/features';

import { DatasetError } from '../errors.ts';
import { familyWeights } from './family-weights.ts';
import { NameCodes } from './name-codes.ts';
import {
  columnsOf,
  HEADER_START,
  MAGIC,
  type TrainingFormColumns,
  type TrainingFormHeader,
} from './training-form-file.ts';

/** Family indices are two bytes. */
const MOST_FAMILIES = 65_535;
/** Weight indices are one byte: 0 for benign names, one for each family, the last for all families beyond. */
const SHARED_WEIGHT = 255;

/**
 * Writes rows in the form that training loads at once: codes of the names, offsets, labels, family indices and
 * weights, each in a column of its own.
 *
 * @example await writeTrainingForm(readDataset({ source: 'data/processed' }), 'dataset.bin');
 */
export async function writeTrainingForm(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  path: string,
): Promise<void> {
  const columns = new GrowingColumns();
  for await (const row of rows) columns.add(row);
  const file = await open(path, 'w');
  try {
    await columns.writeInto(file);
  } finally {
    await file.close();
  }
}

class GrowingColumns {
  readonly #names = new NameCodes();
  readonly #families = new Map<string, number>();
  readonly #sizes: number[] = [];
  #rows = 0;
  #codes = new Uint8Array(1 << 20);
  #offsets = new Uint32Array(1 << 16);
  #familyOf = new Uint16Array(1 << 16);
  #labels = new Uint8Array(1 << 16);

  add({ domain, label, family }: LabelledDomain): void {
    const row = this.#rows++;
    if (row + 1 >= this.#offsets.length) this.#grow();
    const start = this.#offsets[row] ?? 0;
    const end = start + domain.length;
    if (end > this.#codes.length) this.#codes = copied(this.#codes, new Uint8Array(2 * end));
    this.#names.encode(domain, this.#codes, start);
    this.#offsets[row + 1] = end;
    this.#labels[row] = label;
    this.#familyOf[row] = label === 1 ? this.#familyIndex(family ?? 'unknown') : 0;
  }

  /** 0 is none. */
  #familyIndex(family: string): number {
    let index = this.#families.get(family);
    if (index === undefined) {
      index = this.#families.size + 1;
      if (index > MOST_FAMILIES) throw tooManyFamilies();
      this.#families.set(family, index);
    }
    this.#sizes[index - 1] = (this.#sizes[index - 1] ?? 0) + 1;
    return index;
  }

  #grow(): void {
    const length = this.#offsets.length * 2;
    this.#offsets = copied(this.#offsets, new Uint32Array(length));
    this.#familyOf = copied(this.#familyOf, new Uint16Array(length));
    this.#labels = copied(this.#labels, new Uint8Array(length));
  }

  async writeInto(file: FileHandle): Promise<void> {
    const header: TrainingFormHeader = {
      rows: this.#rows,
      codes: this.#offsets[this.#rows] ?? 0,
      encoding: { name: degasEncoding.name, version: degasEncoding.version },
      families: [...this.#families.keys()],
      weights: this.#weights(),
    };
    const text = Buffer.from(JSON.stringify(header));
    const columns = columnsOf(header, text.length);
    const start = Buffer.alloc(columns.offsets.offset);
    start.write(MAGIC, 0, 'latin1');
    start.writeUInt32LE(text.length, MAGIC.length);
    text.copy(start, HEADER_START);
    await file.appendFile(start);
    for (const bytes of this.#columnBytes(columns)) await file.appendFile(bytes);
  }

  /** By the weight index, which is the family's. */
  #weights(): number[] {
    const weights = [1, ...familyWeights(this.#sizes)];
    const shared = weights.slice(SHARED_WEIGHT);
    if (shared.length === 0) return weights;
    const mean = shared.reduce((sum, weight) => sum + weight) / shared.length;
    return [...weights.slice(0, SHARED_WEIGHT), mean];
  }

  /** In the order of the file. */
  #columnBytes({ offsets, codes, families }: TrainingFormColumns): readonly Uint8Array[] {
    const familyOf = this.#familyOf.subarray(0, families.length);
    return [
      bytesOf(this.#offsets.subarray(0, offsets.length)),
      bytesOf(familyOf),
      this.#labels.subarray(0, families.length),
      Uint8Array.from(familyOf, (family) => Math.min(family, SHARED_WEIGHT)),
      this.#codes.subarray(0, codes.length),
    ];
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function copied<T extends Uint8Array | Uint16Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

function tooManyFamilies(): DatasetError {
  return new DatasetError(
    'DATASET_OPTION_INVALID',
    `The rows name more than ${MOST_FAMILIES} families, the most that the training form tells apart; ` +
      'normalise the families, or leave some out.',
  );
}
