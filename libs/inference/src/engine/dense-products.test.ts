import { seededRandom } from '@degas/features';
import { expect, test } from '@jest/globals';

import { webAssembly } from '../platform/web-assembly.ts';
import type { DenseProducts, Matrix } from './dense-products.ts';
import { javascriptProducts } from './javascript/javascript-products.ts';
import { wasmProducts } from './wasm/wasm-products.ts';

test.each([
  [707, 64, 32],
  [75, 24, 1],
  [5, 7, 19],
])('products of %d, %d and %d numbers are the same to the last bit in WebAssembly', (...sizes) => {
  const random = seededRandom(3);
  const [inputs, ...units] = sizes;
  const matrices = units.map((each, index): Matrix => {
    const numbers = each * (sizes[index] ?? 0);
    return { units: each, kernel: Float32Array.from({ length: numbers }, () => random() * 2 - 1) };
  });
  const values = Array.from({ length: inputs }, (_, i) => (i % 3 === 0 ? 0 : random() * 2 - 1));
  const run = (products: DenseProducts): Float64Array[] => {
    products.values.set(values);
    products.sums.forEach((each, index) => {
      each.fill(0.125 * index);
      products.add(index);
    });
    return products.sums.map((each) => Float64Array.from(each));
  };
  if (webAssembly === undefined) throw new Error('Expected WebAssembly.');
  expect(run(wasmProducts(webAssembly, inputs, matrices))).toEqual(
    run(javascriptProducts(inputs, matrices)),
  );
});
