import type { DenseLayer, DenseNetwork } from '../engine/dense-network.ts';
import { createProducts, type DenseProducts } from '../engine/dense-products.ts';

/** A small network over a group's numbers. */
export interface GroupNetwork extends DenseNetwork {
  /** The last one has one unit, whose value is a logit. */
  readonly layers: readonly DenseLayer[];
}

const NO_NUMBERS = new Float64Array(0);

/** Runs a network on a few vectors at a time. */
export class NetworkRun {
  /** (ROWS, inputs): what the next run reads. */
  readonly vectors: Float32Array;
  /** (ROWS, units): sums of the first layer before its ReLU. */
  readonly firstSums: Float64Array;
  readonly #network: GroupNetwork;
  readonly #products: DenseProducts;

  constructor(network: GroupNetwork) {
    this.#network = network;
    this.#products = createProducts(network);
    this.vectors = this.#products.vectors;
    this.firstSums = this.#products.sums[0] ?? NO_NUMBERS;
  }

  /** Writes the first layer's sums of so many vectors. */
  run(rows: number): void {
    this.#products.runFirst(rows);
  }

  /** Returns the network's value, a logit, for a row of the first layer's sums as they are now. */
  value(row: number): number {
    const { layers } = this.#network;
    const { sums } = this.#products;
    const last = layers.length - 1;
    if (last === 0) return this.firstSums[row] ?? 0;
    let at = row;
    for (let index = 1; index < last; index++) {
      this.#products.runNext(index, at);
      at = 0;
    }
    return sumOfPositive(sums[last - 1] ?? NO_NUMBERS, at, layers[last]);
  }
}

/** One unit's sum alone is done before a call of the products begins. */
function sumOfPositive(
  values: Float64Array,
  row: number,
  { kernel, bias }: DenseLayer = {
    units: 1,
    kernel: new Float32Array(0),
    bias: new Float32Array(0),
  },
): number {
  let sum = bias[0] ?? 0;
  const from = row * kernel.length;
  for (let i = 0; i < kernel.length; i++) {
    const value = values[from + i] ?? 0;
    if (value > 0) sum += value * (kernel[i] ?? 0);
  }
  return sum;
}

const runs = new WeakMap<GroupNetwork, NetworkRun>();

/** Returns the network's value for one vector, a logit. */
export function runGroupNetwork(network: GroupNetwork, vector: Float32Array): number {
  let run = runs.get(network);
  if (run === undefined) runs.set(network, (run = new NetworkRun(network)));
  run.vectors.set(vector);
  run.run(1);
  return run.value(0);
}
