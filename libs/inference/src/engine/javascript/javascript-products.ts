import { baselineOf, type DenseNetwork, standardised } from '../dense-network.ts';
import type { DenseProducts } from '../dense-products.ts';

const NO_NUMBERS = new Float64Array(0);

/** Products in JavaScript, where there is no WebAssembly. */
export function javascriptProducts(network: DenseNetwork, rows: number): DenseProducts {
  const { inputs, mean, scale, layers } = network;
  const kernels = layers.map(({ kernel }) => Float64Array.from(kernel));
  const vectors = new Float32Array(rows * inputs);
  const sums = layers.map(({ units }, i) => new Float64Array(i === 0 ? rows * units : units));
  const values = new Float64Array(Math.max(inputs, ...layers.map(({ units }) => units)));
  const baseline = baselineOf(network);
  const [first = NO_NUMBERS] = sums;
  const [ofFirst = NO_NUMBERS] = kernels;
  const units = baseline.sums.length;
  return {
    vectors,
    sums,
    runFirst(count) {
      for (let row = 0; row < count; row++) {
        for (let i = 0; i < inputs; i++) {
          const raw = vectors[row * inputs + i] ?? 0;
          values[i] =
            raw === 0
              ? 0
              : standardised(raw, mean[i] ?? 0, scale[i] ?? 0) - (baseline.zeros[i] ?? 0);
        }
        first.set(baseline.sums, row * units);
        addProducts(values, inputs, ofFirst, units, first, row * units);
      }
    },
    runNext(index, row) {
      const [before, kernel, out] = [sums[index - 1], kernels[index], sums[index]];
      if (before === undefined || kernel === undefined || out === undefined) return;
      const size = layers[index - 1]?.units ?? 0;
      for (let i = 0; i < size; i++) values[i] = Math.max(0, before[row * size + i] ?? 0);
      out.set(layers[index]?.bias ?? []);
      addProducts(values, size, kernel, out.length, out, 0);
    },
  };
}

/** Adds each value times its row of the kernel to the sums; four rows at a time, so that sums are read and written less often. */
function addProducts(
  values: Float64Array,
  size: number,
  kernel: Float64Array,
  units: number,
  sums: Float64Array,
  at: number,
): void {
  let [first, second, third] = [-1, -1, -1];
  for (let i = 0; i < size; i++) {
    if (values[i] === 0) continue;
    if (first < 0) first = i;
    else if (second < 0) second = i;
    else if (third < 0) third = i;
    else {
      const [a, b, c, d] = [values[first] ?? 0, values[second] ?? 0, values[third] ?? 0, values[i] ?? 0]; // prettier-ignore
      const [ofA, ofB, ofC, ofD] = [first * units, second * units, third * units, i * units];
      for (let unit = 0; unit < units; unit++)
        sums[at + unit] =
          (sums[at + unit] ?? 0) +
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
      sums[at + unit] = (sums[at + unit] ?? 0) + value * (kernel[i * units + unit] ?? 0);
  }
}
