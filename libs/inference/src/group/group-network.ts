import type { DenseLayer, DenseNetwork } from '../engine/dense-network.ts';
import { createProducts, type DenseProducts } from '../engine/dense-products.ts';

/** A small network over a group's numbers. */
export interface GroupNetwork extends DenseNetwork {
  /** The last one has one unit, whose value is a logit. */
  readonly layers: readonly DenseLayer[];
}

const products = new WeakMap<GroupNetwork, DenseProducts>();

/** Returns the network's value for one vector, a logit. */
export function runGroupNetwork(network: GroupNetwork, vector: Float32Array): number {
  let ready = products.get(network);
  if (ready === undefined) products.set(network, (ready = createProducts(network)));
  const { sums } = ready;
  ready.vector.set(vector);
  ready.runFirst();
  const last = network.layers.length - 1;
  for (let index = 1; index < last; index++) ready.runNext(index);
  const before = sums[last - 1];
  return before === undefined ? (sums[0]?.[0] ?? 0) : sumOfPositive(before, network.layers[last]);
}

/** The last layer's one sum: it is done before a call of the products begins. */
function sumOfPositive(values: Float64Array, layer: DenseLayer | undefined): number {
  let sum = layer?.bias[0] ?? 0;
  const length = layer?.kernel.length ?? 0;
  for (let i = 0; i < length; i++) {
    const value = values[i] ?? 0;
    if (value > 0) sum += value * (layer?.kernel[i] ?? 0);
  }
  return sum;
}
