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

/** What is the same for all vectors of a network. */
interface Prepared {
  /** What the first layer gives to a vector of zeros, and the kernel that it adds to it for what is not zero. */
  readonly ofNothing: Float64Array;
  readonly kernels: readonly Float64Array[];
  /** Each input, standardised, where the vector has 0. */
  readonly zeros: Float64Array;
}

const preparedFor = new WeakMap<GroupNetwork, Prepared>();

/** Returns the network's value, a logit. */
export function runGroupNetwork(network: GroupNetwork, vector: Float32Array): number {
  const { inputs, mean, scale, layers } = network;
  let prepared = preparedFor.get(network);
  if (prepared === undefined) preparedFor.set(network, (prepared = prepare(network)));
  const { ofNothing, kernels, zeros } = prepared;
  const deltas = new Float64Array(inputs);
  // Most numbers of most groups are 0: only what the others change is worked out.
  for (let i = 0; i < inputs; i++) {
    const raw = vector[i] ?? 0;
    if (raw !== 0) deltas[i] = standardised(raw, mean[i] ?? 0, scale[i] ?? 0) - (zeros[i] ?? 0);
  }
  let values = deltas;
  layers.forEach(({ units, bias }, index) => {
    const out = new Float64Array(units);
    out.set(index === 0 ? ofNothing : bias);
    addProducts(values, kernels[index] ?? NO_KERNEL, out);
    if (index < layers.length - 1)
      for (let unit = 0; unit < units; unit++) if ((out[unit] ?? 0) < 0) out[unit] = 0;
    values = out;
  });
  return values[0] ?? 0;
}

const NO_KERNEL = new Float64Array(0);

function prepare({ inputs, mean, scale, layers }: GroupNetwork): Prepared {
  const kernels = layers.map(({ kernel }) => Float64Array.from(kernel));
  const zeros = Float64Array.from({ length: inputs }, (_, i) =>
    standardised(0, mean[i] ?? 0, scale[i] ?? 0),
  );
  const ofNothing = Float64Array.from(layers[0]?.bias ?? []);
  addProducts(zeros, kernels[0] ?? NO_KERNEL, ofNothing);
  return { ofNothing, kernels, zeros };
}

function standardised(value: number, mean: number, scale: number): number {
  return Math.min(WIDEST_INPUT, Math.max(-WIDEST_INPUT, (value - mean) * scale));
}

/** Adds each value times its row of the kernel to the sums. */
function addProducts(values: Float64Array, kernel: Float64Array, sums: Float64Array): void {
  const units = sums.length;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value === 0) continue;
    const from = i * units;
    for (let unit = 0; unit < units; unit++)
      sums[unit] = (sums[unit] ?? 0) + value * (kernel[from + unit] ?? 0);
  }
}
