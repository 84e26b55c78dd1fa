import { baselineOf, type DenseNetwork, standardised } from '../dense-network.ts';
import type { DenseProducts } from '../dense-products.ts';

const NO_NUMBERS = new Float64Array(0);

/** Products in JavaScript, where there is no WebAssembly. */
export function javascriptProducts(network: DenseNetwork): DenseProducts {
  const { inputs, mean, scale, layers } = network;
  const kernels = layers.map(({ kernel }) => Float64Array.from(kernel));
  const vector = new Float32Array(inputs);
  const sums = layers.map(({ units }) => new Float64Array(units));
  const values = new Float64Array(Math.max(inputs, ...layers.map(({ units }) => units)));
  const baseline = baselineOf(network);
  const [first = NO_NUMBERS] = sums;
  const [ofFirst = NO_NUMBERS] = kernels;
  return {
    vector,
    sums,
    runFirst() {
      for (let i = 0; i < inputs; i++) {
        const raw = vector[i] ?? 0;
        values[i] =
          raw === 0 ? 0 : standardised(raw, mean[i] ?? 0, scale[i] ?? 0) - (baseline.zeros[i] ?? 0);
      }
      first.set(baseline.sums);
      addProducts(values, inputs, ofFirst, first);
    },
    runNext(index) {
      const [before, kernel, out] = [sums[index - 1], kernels[index], sums[index]];
      if (before === undefined || kernel === undefined || out === undefined) return;
      for (let i = 0; i < before.length; i++) values[i] = Math.max(0, before[i] ?? 0);
      out.set(layers[index]?.bias ?? []);
      addProducts(values, before.length, kernel, out);
    },
  };
}

/** Adds each value times its row of the kernel to the sums; four rows at a time, so that sums are read and written less often. */
function addProducts(
  values: Float64Array,
  size: number,
  kernel: Float64Array,
  sums: Float64Array,
): void {
  const units = sums.length;
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
