/** A dense layer: (inputs, units) weights by row, (units) biases. */
export interface DenseLayer {
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** A small network over a vector of numbers: each is standardised, then dense layers with ReLU between. */
export interface DenseNetwork {
  readonly inputs: number;
  /** What is taken off each input, and what the rest is multiplied by. */
  readonly mean: Float32Array;
  readonly scale: Float32Array;
  readonly layers: readonly DenseLayer[];
}

/** Standardised inputs are cut off here, so that what training never saw can't outweigh the rest. */
export const WIDEST_INPUT = 4;

export function standardised(value: number, mean: number, scale: number): number {
  const wide = (value - mean) * scale;
  if (wide > WIDEST_INPUT) return WIDEST_INPUT;
  return wide < -WIDEST_INPUT ? -WIDEST_INPUT : wide;
}

/** What a vector of zeros gives: most numbers of most vectors are 0, so that only what the others change is worked out. */
export interface Baseline {
  /** Each input, standardised. */
  readonly zeros: Float64Array;
  /** The sums of the first layer's units, before the ReLU. */
  readonly sums: Float64Array;
}

export function baselineOf({ inputs, mean, scale, layers }: DenseNetwork): Baseline {
  const zeros = Float64Array.from({ length: inputs }, (_, i) =>
    standardised(0, mean[i] ?? 0, scale[i] ?? 0),
  );
  const [{ units, kernel, bias } = { units: 0, kernel: [], bias: [] }] = layers;
  const sums = Float64Array.from(bias);
  for (let i = 0; i < inputs; i++) {
    for (let unit = 0; unit < units; unit++)
      sums[unit] = (sums[unit] ?? 0) + (zeros[i] ?? 0) * (kernel[i * units + unit] ?? 0);
  }
  return { zeros, sums };
}
