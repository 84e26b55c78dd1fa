import type { DenseProducts, Matrix } from '../dense-products.ts';

/** Products in JavaScript, where there is no WebAssembly. */
export function javascriptProducts(inputs: number, matrices: readonly Matrix[]): DenseProducts {
  const kernels = matrices.map(({ kernel }) => Float64Array.from(kernel));
  const values = new Float64Array(inputs);
  const sums = matrices.map(({ units }) => new Float64Array(units));
  return {
    values,
    sums,
    add(index) {
      const [kernel, out] = [kernels[index], sums[index]];
      if (kernel === undefined || out === undefined) return;
      addProducts(index === 0 ? values : (sums[index - 1] ?? values), kernel, out);
    },
  };
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
