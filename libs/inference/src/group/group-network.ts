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

/** Returns the network's value, a logit. */
export function runGroupNetwork(
  { inputs, mean, scale, layers }: GroupNetwork,
  vector: Float32Array,
): number {
  let values = new Float32Array(inputs);
  for (let i = 0; i < inputs; i++) {
    const value = ((vector[i] ?? 0) - (mean[i] ?? 0)) * (scale[i] ?? 0);
    values[i] = Math.min(WIDEST_INPUT, Math.max(-WIDEST_INPUT, value));
  }
  layers.forEach(({ units, kernel, bias }, index) => {
    const out = Float32Array.from(bias);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      if (value === 0) continue;
      const row = i * units;
      for (let unit = 0; unit < units; unit++)
        out[unit] = (out[unit] ?? 0) + value * (kernel[row + unit] ?? 0);
    }
    if (index < layers.length - 1)
      for (let unit = 0; unit < units; unit++) if ((out[unit] ?? 0) < 0) out[unit] = 0;
    values = out;
  });
  return values[0] ?? 0;
}
