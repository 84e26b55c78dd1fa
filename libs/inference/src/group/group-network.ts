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
  layers.forEach((layer, index) => {
    const out = dense(layer, values);
    if (index < layers.length - 1)
      for (let unit = 0; unit < out.length; unit++) if ((out[unit] ?? 0) < 0) out[unit] = 0;
    values = out;
  });
  return values[0] ?? 0;
}

function dense(
  { units, kernel, bias }: DenseLayer,
  values: Float32Array,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(units);
  out.set(bias);
  const inputs = values.length;
  let i = 0;
  // Four inputs at a time: a unit's sum is loaded and stored once for all of them.
  for (; i + 3 < inputs; i += 4) {
    const a = values[i] ?? 0;
    const b = values[i + 1] ?? 0;
    const c = values[i + 2] ?? 0;
    const d = values[i + 3] ?? 0;
    const row = i * units;
    for (let unit = 0; unit < units; unit++) {
      const at = row + unit;
      out[unit] =
        (out[unit] ?? 0) +
        a * (kernel[at] ?? 0) +
        b * (kernel[at + units] ?? 0) +
        c * (kernel[at + 2 * units] ?? 0) +
        d * (kernel[at + 3 * units] ?? 0);
    }
  }
  for (; i < inputs; i++) {
    const value = values[i] ?? 0;
    for (let unit = 0; unit < units; unit++)
      out[unit] = (out[unit] ?? 0) + value * (kernel[i * units + unit] ?? 0);
  }
  return out;
}
