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
  /** What the first layer gives to a vector of zeros, and the kernels that are added for what is not zero. */
  readonly ofNothing: Float64Array;
  readonly kernels: readonly Float64Array[];
  /** Each input, standardised, where the vector has 0. */
  readonly zeros: Float64Array;
  readonly deltas: Float64Array;
  /** Values of each layer. */
  readonly values: readonly Float64Array[];
}

const preparedFor = new WeakMap<GroupNetwork, Prepared>();

/** Returns the network's value, a logit. */
export function runGroupNetwork(network: GroupNetwork, vector: Float32Array): number {
  return valueOf(network, firstSums(network, vector));
}

/** Returns the sums of the first layer's units, before the ReLU; filled again by the next call for this network. */
export function firstSums(network: GroupNetwork, vector: Float32Array): Float64Array {
  const { inputs, mean, scale } = network;
  const { ofNothing, kernels, zeros, deltas, values } = preparedOf(network);
  // Most numbers of most groups are 0: only what the others change is worked out.
  for (let i = 0; i < inputs; i++) {
    const raw = vector[i] ?? 0;
    deltas[i] = raw === 0 ? 0 : standardised(raw, mean[i] ?? 0, scale[i] ?? 0) - (zeros[i] ?? 0);
  }
  const sums = values[0] ?? NO_VALUES;
  sums.set(ofNothing);
  addProducts(deltas, kernels[0] ?? NO_VALUES, sums);
  return sums;
}

/** Returns what is added to the first layer's sums where one input has the value in place of 0. */
export function changeOfSums(network: GroupNetwork, input: number, value: number): Float64Array {
  const vector = new Float32Array(network.inputs);
  const before = Float64Array.from(firstSums(network, vector));
  vector[input] = value;
  return firstSums(network, vector).map((sum, unit) => sum - (before[unit] ?? 0));
}

/** Returns the network's value for the sums of its first layer, which are overwritten. */
export function valueOf(network: GroupNetwork, sums: Float64Array): number {
  const { layers } = network;
  const { kernels, values } = preparedOf(network);
  let before = sums;
  for (let index = 1; index < layers.length; index++) {
    for (let unit = 0; unit < before.length; unit++) if ((before[unit] ?? 0) < 0) before[unit] = 0;
    const out = values[index] ?? NO_VALUES;
    out.set(layers[index]?.bias ?? []);
    addProducts(before, kernels[index] ?? NO_VALUES, out);
    before = out;
  }
  return before[0] ?? 0;
}

const NO_VALUES = new Float64Array(0);

function preparedOf(network: GroupNetwork): Prepared {
  let prepared = preparedFor.get(network);
  if (prepared === undefined) preparedFor.set(network, (prepared = prepare(network)));
  return prepared;
}

function prepare({ inputs, mean, scale, layers }: GroupNetwork): Prepared {
  const kernels = layers.map(({ kernel }) => Float64Array.from(kernel));
  const zeros = Float64Array.from({ length: inputs }, (_, i) =>
    standardised(0, mean[i] ?? 0, scale[i] ?? 0),
  );
  const ofNothing = Float64Array.from(layers[0]?.bias ?? []);
  addProducts(zeros, kernels[0] ?? NO_VALUES, ofNothing);
  const values = layers.map(({ units }) => new Float64Array(units));
  return { ofNothing, kernels, zeros, deltas: new Float64Array(inputs), values };
}

function standardised(value: number, mean: number, scale: number): number {
  return Math.min(WIDEST_INPUT, Math.max(-WIDEST_INPUT, (value - mean) * scale));
}

/** Adds each value times its row of the kernel to the sums; four rows at a time, so that sums are read and written less often. */
function addProducts(values: Float64Array, kernel: Float64Array, sums: Float64Array): void {
  const units = sums.length;
  let [first, second, third] = [-1, -1, -1];
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    if (first < 0) first = i;
    else if (second < 0) second = i;
    else if (third < 0) third = i;
    else {
      const [a, b, c, d] = [values[first] ?? 0, values[second] ?? 0, values[third] ?? 0, values[i] ?? 0]; // prettier-ignore
      const [ofA, ofB, ofC, ofD] = [first * units, second * units, third * units, i * units];
      for (let unit = 0; unit < units; unit++)
        sums[unit] =
          (sums[unit] ?? 0) +
          a * (kernel[ofA + unit] ?? 0) +
          b * (kernel[ofB + unit] ?? 0) +
          c * (kernel[ofC + unit] ?? 0) +
          d * (kernel[ofD + unit] ?? 0);
      first = second = third = -1;
    }
  }
  for (const i of [first, second, third]) {
    if (i < 0) continue;
    const value = values[i] ?? 0;
    for (let unit = 0; unit < units; unit++)
      sums[unit] = (sums[unit] ?? 0) + value * (kernel[i * units + unit] ?? 0);
  }
}
