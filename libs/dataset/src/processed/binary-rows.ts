import { degasEncoding, type LabelledDomain } from '@degas/features';

import { columnLayout, type RowGroup, type BinaryHeader } from './binary-layout.ts';
import { NameCodes } from './name-codes.ts';

/** Rows whose names begin at a place that is kept; from there, lengths are added up. */
const ROWS_PER_START = 64;

/** The rows of a file in the training form: one block of memory that worker threads can share, and views of it. */
export class BinaryRows {
  readonly rows: number;
  /** What rows share: label, family, source, weight. */
  readonly groups: readonly RowGroup[];
  /** Each row's index into `groups`. */
  readonly groupOf: Uint16Array;
  /** Codes of all names in the published encoding, without padding, one name behind the other. */
  readonly codes: Uint8Array;
  /** How many codes each name has. */
  readonly lengths: Uint8Array;
  /** SHA-256 of the CSV that holds these rows and nothing else, where there is one. */
  readonly csv: string | null;

  readonly #starts: Uint32Array;
  readonly #names = new NameCodes();

  /** `memory` holds the file as it is. */
  constructor(memory: SharedArrayBuffer | ArrayBuffer, header: BinaryHeader, headerBytes: number) {
    const { groups, lengths, codes } = columnLayout(header, headerBytes);
    this.rows = header.rows;
    this.groups = header.groups;
    this.csv = header.csv;
    this.groupOf = new Uint16Array(memory, groups.offset, groups.length);
    this.lengths = new Uint8Array(memory, lengths.offset, lengths.length);
    this.codes = new Uint8Array(memory, codes.offset, codes.length);
    this.#starts = startsOf(this.lengths);
  }

  /** The codes of one name, not copied. */
  codesOf(row: number): Uint8Array {
    const from = row - (row % ROWS_PER_START);
    let start = this.#starts[from / ROWS_PER_START] ?? 0;
    for (let before = from; before < row; before++) start += this.lengths[before] ?? 0;
    return this.codes.subarray(start, start + (this.lengths[row] ?? 0));
  }

  name(row: number): string {
    const codes = this.codesOf(row);
    return this.#names.decode(codes, 0, codes.length);
  }

  group(row: number): RowGroup | undefined {
    return this.groups[this.groupOf[row] ?? this.groups.length];
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

  /** The rows as other parts of Degas exchange them. */
  *[Symbol.iterator](): Generator<LabelledDomain> {
    let start = 0;
    for (let row = 0; row < this.rows; row++) {
      const end = start + (this.lengths[row] ?? 0);
      const group = this.group(row);
      if (group === undefined) return;
      const { label, family, source } = group;
      yield { domain: this.#names.decode(this.codes, start, end), label, family, source };
      start = end;
    }
  }
}

/** Where the codes of every 64th name begin. */
function startsOf(lengths: Uint8Array): Uint32Array {
  const starts = new Uint32Array(Math.ceil(lengths.length / ROWS_PER_START));
  let start = 0;
  for (let row = 0; row < lengths.length; row++) {
    if (row % ROWS_PER_START === 0) starts[row / ROWS_PER_START] = start;
    start += lengths[row] ?? 0;
  }
  return starts;
}
