import type { Encoding } from '@degas/features';

import type { RowCounts } from './trained-model.ts';

/** Rows that there is room for at first. */
const CAPACITY = 1024;
/** Codes of a registrable name, on average. */
const TYPICAL_LENGTH = 16;

/** Labelled names as a network reads them: one byte a code, all in one array, without the padding in front of a name. */
export class EncodedRows {
  readonly encoding: Encoding;
  /** Names of the families; a row holds the index, 0 for none. */
  readonly families: (string | null)[];
  count = 0;
  labels: Uint8Array;
  familyOf: Uint16Array;
  /** Codes of each row before the first that isn't 0. */
  padding: Uint8Array;
  /** What follows the padding of each row, one behind the other. */
  #codes: Uint8Array;
  #starts: Uint32Array;
  #end = 0;
  readonly #row: Uint8Array;
  readonly #familyIndex: Map<string | null, number>;

  /** `families` are known beforehand, null first; others get the numbers behind them. */
  constructor(encoding: Encoding, families: readonly (string | null)[] = [null]) {
    this.encoding = encoding;
    this.families = [...families];
    this.#familyIndex = new Map(families.map((family, index) => [family, index]));
    this.#row = new Uint8Array(encoding.length);
    this.#codes = new Uint8Array(CAPACITY * TYPICAL_LENGTH);
    this.#starts = new Uint32Array(CAPACITY);
    this.labels = new Uint8Array(CAPACITY);
    this.familyOf = new Uint16Array(CAPACITY);
    this.padding = new Uint8Array(CAPACITY);
  }

  add(name: string, label: 0 | 1, family: string | null): void {
    if (this.count === this.labels.length) this.#grow();
    const { length } = this.encoding;
    this.encoding.encodeInto(name, this.#row, 0);
    let padding = 0;
    while (padding < length && this.#row[padding] === 0) padding++;
    const start = this.#end;
    this.#end += length - padding;
    if (this.#end > this.#codes.length) {
      this.#codes = grown(this.#codes, new Uint8Array(this.#end * 2));
    }
    this.#codes.set(this.#row.subarray(padding), start);
    const row = this.count++;
    this.#starts[row] = start;
    this.labels[row] = label;
    this.familyOf[row] = this.#indexOf(family);
    this.padding[row] = padding;
  }

  /** Writes the codes of a row into `out` from `offset`, all but the first `removed`, which are padding. */
  copyInto(row: number, removed: number, out: Uint8Array, offset: number): void {
    const { length } = this.encoding;
    const padding = this.padding[row] ?? 0;
    const start = this.#starts[row] ?? 0;
    const begin = offset + padding - removed;
    out.fill(0, offset, begin);
    out.set(this.#codes.subarray(start, start + length - padding), begin);
  }

  /** How many rows there are of each class. */
  counts(): RowCounts {
    let dga = 0;
    for (let row = 0; row < this.count; row++) dga += this.labels[row] ?? 0;
    return { total: this.count, benign: this.count - dga, dga };
  }

  /** Each row's family, null for none. */
  familyNames(): (string | null)[] {
    return Array.from(
      this.familyOf.subarray(0, this.count),
      (index) => this.families[index] ?? null,
    );
  }

  #indexOf(family: string | null): number {
    const known = this.#familyIndex.get(family);
    if (known !== undefined) return known;
    this.#familyIndex.set(family, this.families.length);
    return this.families.push(family) - 1;
  }

  #grow(): void {
    const capacity = this.labels.length * 2;
    this.#starts = grown(this.#starts, new Uint32Array(capacity));
    this.labels = grown(this.labels, new Uint8Array(capacity));
    this.familyOf = grown(this.familyOf, new Uint16Array(capacity));
    this.padding = grown(this.padding, new Uint8Array(capacity));
  }
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(former: T, larger: T): T {
  larger.set(former);
  return larger;
}
