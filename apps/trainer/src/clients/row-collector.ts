import type { GroupRows } from '@degas/model';

/** Collects what a network is fitted to; it grows as rows come. */
export class RowCollector {
  readonly #inputs: number;
  #vectors = new Float32Array(2 ** 16);
  readonly #labels: number[] = [];
  readonly #weights: number[] = [];

  constructor(inputs: number) {
    this.#inputs = inputs;
  }

  /** Rows of each label, 0 and 1. */
  get counts(): readonly [number, number] {
    const ones = this.#labels.reduce((sum, label) => sum + label, 0);
    return [this.#labels.length - ones, ones];
  }

  add(vector: Float32Array, label: 0 | 1, weight = 1): void {
    const at = this.#labels.length * this.#inputs;
    if (at + this.#inputs > this.#vectors.length) {
      const grown = new Float32Array(this.#vectors.length * 2);
      grown.set(this.#vectors);
      this.#vectors = grown;
    }
    this.#vectors.set(vector, at);
    this.#labels.push(label);
    this.#weights.push(weight);
  }

  /** The rows with their weights. */
  rows(): GroupRows {
    return {
      inputs: this.#inputs,
      vectors: this.#vectors.subarray(0, this.#labels.length * this.#inputs),
      labels: Float32Array.from(this.#labels),
      weights: Float32Array.from(this.#weights),
    };
  }

  /** The rows, both labels with the same weight together: what is fitted to them is a log likelihood ratio. */
  balancedRows(): GroupRows {
    const half = this.#labels.length / 2;
    const [zeros, ones] = this.counts;
    const weights = this.#labels.map((label) => half / Math.max(1, label === 1 ? ones : zeros));
    return { ...this.rows(), weights: Float32Array.from(weights) };
  }
}
