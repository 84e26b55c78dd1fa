/** Rows of numbers in an array that others share. */
export interface Rows {
  readonly values: Float32Array;
  /** Where the first row begins. */
  readonly from: number;
}

/** Hands out rows of arrays of a given number of them: an array for every few rows would cost more than what is written to it. */
export class RowBlocks {
  readonly #size: number;
  readonly #width: number;
  #block: Float32Array | null = null;
  #used = 0;

  constructor(rows: number, width: number) {
    this.#size = rows * width;
    this.#width = width;
  }

  /** Returns so many rows beside each other, up to those of an array. */
  take(rows: number): Rows {
    const from = this.#used;
    this.#used += rows * this.#width;
    if (this.#block !== null && this.#used <= this.#size) return { values: this.#block, from };
    this.#block = new Float32Array(this.#size);
    this.#used = rows * this.#width;
    return { values: this.#block, from: 0 };
  }
}
