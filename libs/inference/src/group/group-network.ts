import { createProducts, type DenseProducts } from '../engine/dense-products.ts';

/** A dense layer: (inputs, units) weights by row, (units) biases. */
export interface DenseLayer {
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** A small network over a group's numbers: each is standardised, then dense layers with ReLU between. */
export interface GroupNetwork {
  readonly inputs: number;
  /** What is taken off each input, and what the rest is multiplied by. */
  readonly mean: Float32Array;
  readonly scale: Float32Array;
  /** The last one has one unit, whose value is a logit. */
  readonly layers: readonly DenseLayer[];
}

/** Standardised inputs are cut off here, so that what training never saw can't outweigh the rest. */
export const WIDEST_INPUT = 4;

/** What is the same for all vectors of a network, and room for what is not. */
interface Prepared {
  /** What the first layer gives to a vector of zeros. */
  readonly ofNothing: Float64Array;
  /** Each input, standardised, where the vector has 0. */
  readonly zeros: Float64Array;
  readonly products: DenseProducts;
  readonly biases: readonly Float64Array[];
}

const preparedFor = new WeakMap<GroupNetwork, Prepared>();

/** Returns the network's value, a logit. */
export function runGroupNetwork(network: GroupNetwork, vector: Float32Array): number {
  return valueOf(network, firstSums(network, vector));
}

/** Returns the sums of the first layer's units, before the ReLU; filled again by the next call for this network. */
export function firstSums(network: GroupNetwork, vector: Float32Array): Float64Array {
  const { inputs, mean, scale } = network;
  const { ofNothing, zeros, products } = preparedOf(network);
  const { values: deltas, sums } = products;
  // Most numbers of most groups are 0: only what the others change is worked out.
  for (let i = 0; i < inputs; i++) {
    const raw = vector[i] ?? 0;
    deltas[i] = raw === 0 ? 0 : standardised(raw, mean[i] ?? 0, scale[i] ?? 0) - (zeros[i] ?? 0);
  }
  const first = sums[0] ?? NO_VALUES;
  copy(ofNothing, first);
  products.add(0);
  return first;
}

/** Returns what is added to the first layer's sums where one input has the value in place of 0. */
export function changeOfSums(network: GroupNetwork, input: number, value: number): Float64Array {
  const vector = new Float32Array(network.inputs);
  const before = Float64Array.from(firstSums(network, vector));
  vector[input] = value;
  return Float64Array.from(firstSums(network, vector), (sum, unit) => sum - (before[unit] ?? 0));
}

/** Returns the network's value for the sums of its first layer, which may be overwritten. */
export function valueOf(network: GroupNetwork, sums: Float64Array): number {
  const { layers } = network;
  const { products, biases } = preparedOf(network);
  let before = sums;
  for (let index = 1; index < layers.length; index++) {
    const kernel = layers[index]?.kernel;
    // To sum up for one unit alone is done before a call begins.
    if (index === layers.length - 1 && kernel !== undefined)
      return sumOfPositive(before, kernel, biases[index]?.[0] ?? 0);
    const from = products.sums[index - 1] ?? NO_VALUES;
    for (let unit = 0; unit < from.length; unit++) from[unit] = Math.max(0, before[unit] ?? 0);
    const out = products.sums[index] ?? NO_VALUES;
    copy(biases[index] ?? NO_VALUES, out);
    products.add(index);
    before = out;
  }
  return before[0] ?? 0;
}

function sumOfPositive(values: Float64Array, kernel: Float32Array, bias: number): number {
  let sum = bias;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value > 0) sum += value * (kernel[i] ?? 0);
  }
  return sum;
}

/** Of a few numbers; the method of arrays takes longer to begin. */
function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = from[i] ?? 0;
}

const NO_VALUES = new Float64Array(0);

function preparedOf(network: GroupNetwork): Prepared {
  let prepared = preparedFor.get(network);
  if (prepared === undefined) preparedFor.set(network, (prepared = prepare(network)));
  return prepared;
}

function prepare({ inputs, mean, scale, layers }: GroupNetwork): Prepared {
  const products = createProducts(inputs, layers);
  const zeros = Float64Array.from({ length: inputs }, (_, i) =>
    standardised(0, mean[i] ?? 0, scale[i] ?? 0),
  );
  products.values.set(zeros);
  const first = products.sums[0] ?? NO_VALUES;
  first.set(layers[0]?.bias ?? []);
  products.add(0);
  const biases = layers.map(({ bias }) => Float64Array.from(bias));
  return { ofNothing: Float64Array.from(first), zeros, products, biases };
}

function standardised(value: number, mean: number, scale: number): number {
  const wide = (value - mean) * scale;
  if (wide > WIDEST_INPUT) return WIDEST_INPUT;
  return wide < -WIDEST_INPUT ? -WIDEST_INPUT : wide;
}
