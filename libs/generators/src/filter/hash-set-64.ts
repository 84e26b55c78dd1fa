import type { NameHash } from './name-hash.ts';

/** A set of 64-bit hashes with a value each; of equal hashes, the first is kept. */
export class HashSet64 {
  #high = new Uint32Array(1 << 12);
  #low = new Uint32Array(1 << 12);
  #values = new Uint32Array(1 << 12);
  /** Open addressing: the number of an entry plus one, or zero. Always at least half empty. */
  #table = new Uint32Array(1 << 13);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ high, low }: NameHash, value: number): void {
    const mask = this.#table.length - 1;
    let cell = low & mask;
    for (let entry = this.#table[cell] ?? 0; entry !== 0; entry = this.#table[cell] ?? 0) {
      if (this.#low[entry - 1] === low && this.#high[entry - 1] === high) return;
      cell = (cell + 1) & mask;
    }
    this.#high[this.#size] = high;
    this.#low[this.#size] = low;
    this.#values[this.#size] = value;
    this.#table[cell] = ++this.#size;
    if (this.#size === this.#high.length) this.#grow();
  }

  /** Returns the halves and values of all entries, in order of insertion. */
  columns(): { high: Uint32Array; low: Uint32Array; values: Uint32Array } {
    return {
      high: this.#high.subarray(0, this.#size),
      low: this.#low.subarray(0, this.#size),
      values: this.#values.subarray(0, this.#size),
    };
  }

  #grow(): void {
    this.#high = doubled(this.#high);
    this.#low = doubled(this.#low);
    this.#values = doubled(this.#values);
    this.#table = new Uint32Array(this.#table.length * 2);
    const mask = this.#table.length - 1;
    for (let index = 0; index < this.#size; index++) {
      let cell = (this.#low[index] ?? 0) & mask;
      while (this.#table[cell] !== 0) cell = (cell + 1) & mask;
      this.#table[cell] = index + 1;
    }
  }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
