import type { LabelledDomain } from '@degas/features';

import { columnLayout, type RowGroup, type BinaryHeader } from './binary-layout.ts';
import { NameCodes } from './name-codes.ts';

/** The rows of a file in binary form: one block of memory that worker threads can share, and views of it. */
export class BinaryRows {
  readonly rows: number;
  /** What rows share: label, family, source. */
  readonly groups: readonly RowGroup[];
  /** Each row's index into `groups`. */
  readonly groupOf: Uint16Array;
  /** Codes of all names in the published encoding, without padding, one name after the other. */
  readonly codes: Uint8Array;
  /** How many codes each name has. */
  readonly lengths: Uint8Array;
  /** SHA-256 of the CSV that holds these rows and nothing else, where there is one. */
  readonly csv: string | null;

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
  }

  /** The rows as other parts of Degas exchange them. */
  *[Symbol.iterator](): Generator<LabelledDomain> {
    let start = 0;
    for (let row = 0; row < this.rows; row++) {
      const end = start + (this.lengths[row] ?? 0);
      const group = this.groups[this.groupOf[row] ?? this.groups.length];
      if (group === undefined) return;
      const { label, family, source } = group;
      yield { domain: this.#names.decode(this.codes, start, end), label, family, source };
      start = end;
    }
  }
}
