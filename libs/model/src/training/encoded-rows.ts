import { type Encoding } from '@degas/features';

import { type RowCounts } from './trained-model.ts';

/** Labelled names as a network reads them: one byte a code, all in one array. */
export class EncodedRows {
  readonly encoding: Encoding;
  /** Names of the families; a row holds the index, 0 for none. */
  readonly families: (string | null)[] = [null];
  count = 0;
  codes: Uint8Array;
  labels: Uint8Array;
  familyOf: Uint16Array;
  /** Codes of each row before the first that isn't 0. */
  padding: Uint8Array;
  readonly #familyIndex = new Map<string, number>();

  constructor(encoding: Encoding, capacity = 1024) {
    this.encoding = encoding;
    this.codes = new Uint8Array(capacity * encoding.length);
    this.labels = new Uint8Array(capacity);
    this.familyOf = new Uint16Array(capacity);
    this.padding = new Uint8Array(capacity);
  }

  add(name: string, label: 0 | 1, family: string | null): void {
    if (this.count === this.labels.length) this.#grow();
    const { length } = this.encoding;
    const row = this.count++;
    const start = row * length;
    this.encoding.encodeInto(name, this.codes, start);
    this.labels[row] = label;
    this.familyOf[row] = this.#indexOf(family);
    let padding = 0;
    while (padding < length && this.codes[start + padding] === 0) padding++;
    this.padding[row] = padding;
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
    if (family === null) return 0;
    const known = this.#familyIndex.get(family);
    if (known !== undefined) return known;
    this.#familyIndex.set(family, this.families.length);
    return this.families.push(family) - 1;
  }

  #grow(): void {
    const capacity = this.labels.length * 2;
    this.codes = grown(this.codes, new Uint8Array(capacity * this.encoding.length));
    this.labels = grown(this.labels, new Uint8Array(capacity));
    this.familyOf = grown(this.familyOf, new Uint16Array(capacity));
    this.padding = grown(this.padding, new Uint8Array(capacity));
  }
}

function grown<T extends Uint8Array | Uint16Array>(former: T, larger: T): T {
  larger.set(former);
  return larger;
}
