import { open, type FileHandle } from 'node:fs/promises';

import { degasEncoding, type LabelledDomain } from '@degas/features';

import { DatasetError } from '../errors.ts';
import { readingError } from '../reading-error.ts';
import { NameCodes } from './name-codes.ts';
import { columnsOf, HEADER_START, MAGIC, type TrainingFormHeader } from './training-form-file.ts';

/** The rows of a file in the training form: one block of memory that worker threads can share, and views of it. */
export class TrainingForm {
  readonly rows: number;
  /** Names of the families by their index; the first stands for none. */
  readonly families: readonly (string | null)[];
  /** Codes of row i: from `offsets[i]` to `offsets[i + 1]`, in the published encoding, without padding. */
  readonly codes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly labels: Uint8Array;
  readonly familyIndices: Uint16Array;

  readonly #weights: Float32Array;
  readonly #weightIndices: Uint8Array;
  readonly #names = new NameCodes();

  /** `memory` holds the file as it is. */
  constructor(
    memory: SharedArrayBuffer | ArrayBuffer,
    header: TrainingFormHeader,
    headerBytes: number,
  ) {
    const { offsets, families, labels, weights, codes } = columnsOf(header, headerBytes);
    this.rows = header.rows;
    this.families = [null, ...header.families];
    this.offsets = new Uint32Array(memory, offsets.offset, offsets.length);
    this.familyIndices = new Uint16Array(memory, families.offset, families.length);
    this.labels = new Uint8Array(memory, labels.offset, labels.length);
    this.codes = new Uint8Array(memory, codes.offset, codes.length);
    this.#weightIndices = new Uint8Array(memory, weights.offset, weights.length);
    this.#weights = Float32Array.from(header.weights);
  }

  /** The codes of one name, not copied. */
  codesOf(row: number): Uint8Array {
    return this.codes.subarray(this.offsets[row], this.offsets[row + 1]);
  }

  name(row: number): string {
    return this.#names.decode(this.codesOf(row));
  }

  weight(row: number): number {
    return this.#weights[this.#weightIndices[row] ?? 0] ?? 1;
  }

  /** Writes what the published encoding gives for the name, padded on the left: one row of a batch. */
  encodeInto(row: number, out: Uint8Array | Int32Array, offset: number): void {
    const { length } = degasEncoding;
    const codes = this.codesOf(row);
    const last = codes.length > length ? codes.subarray(codes.length - length) : codes;
    const start = offset + length - last.length;
    out.fill(0, offset, start);
    out.set(last, start);
  }

  /** The rows as other parts of Degas exchange them; the source is not part of this form. */
  *[Symbol.iterator](): Generator<LabelledDomain> {
    for (let row = 0; row < this.rows; row++) {
      const label = this.labels[row] === 1 ? 1 : 0;
      const family = this.families[this.familyIndices[row] ?? 0] ?? null;
      yield { domain: this.name(row), label, family, source: '' };
    }
  }
}

/** So much is asked of the disk at a time. */
const BLOCK_BYTES = 1 << 26;

/**
 * Loads a file that `writeTrainingForm` or `processPool` (as `dataset.bin`) wrote.
 *
 * @example const form = await openTrainingForm('data/processed/dataset.bin');
 */
export async function openTrainingForm(path: string): Promise<TrainingForm> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    const memory = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(memory);
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(BLOCK_BYTES, size - at), at);
      if (bytesRead === 0) throw damaged(path, 'ends early');
      at += bytesRead;
    }
    const { header, headerBytes } = headerOf(path, bytes);
    const form = new TrainingForm(memory, header, headerBytes);
    if (form.offsets[form.rows] !== header.codes)
      throw damaged(path, 'has other offsets than codes');
    return form;
  } catch (error) {
    throw readingError(path, error);
  } finally {
    await file?.close();
  }
}

function headerOf(
  path: string,
  bytes: Uint8Array,
): { readonly header: TrainingFormHeader; readonly headerBytes: number } {
  const start = Buffer.from(bytes.subarray(0, HEADER_START));
  if (start.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw damaged(path, `doesn't begin with ${MAGIC}`);
  }
  if (start.length < HEADER_START) throw damaged(path, 'ends early');
  const headerBytes = start.readUInt32LE(MAGIC.length);
  const text = Buffer.from(bytes.slice(HEADER_START, HEADER_START + headerBytes)).toString();
  const header = parsedHeader(text);
  if (header === null) throw damaged(path, 'has no readable header');
  const { name, version } = header.encoding;
  if (name !== degasEncoding.name || version !== degasEncoding.version) {
    throw damaged(
      path,
      `has the encoding ${name} ${version}, where ${degasEncoding.name} ${degasEncoding.version} is installed`,
    );
  }
  if (columnsOf(header, headerBytes).end !== bytes.length) {
    throw damaged(path, `has ${bytes.length} bytes, not those that its header promises`);
  }
  return { header, headerBytes };
}

function parsedHeader(text: string): TrainingFormHeader | null {
  try {
    const header = JSON.parse(text) as Partial<TrainingFormHeader> | null;
    const { rows, codes, encoding, families, weights } = header ?? {};
    const isWhole =
      Number.isInteger(rows) &&
      Number.isInteger(codes) &&
      typeof encoding?.name === 'string' &&
      Array.isArray(families) &&
      Array.isArray(weights);
    return isWhole ? (header as TrainingFormHeader) : null;
  } catch {
    return null;
  }
}

function damaged(path: string, what: string): DatasetError {
  return new DatasetError(
    'DATASET_FILE_CORRUPT',
    `${path} ${what}, so it is not a whole file of the training form; process the raw files again.`,
  );
}
