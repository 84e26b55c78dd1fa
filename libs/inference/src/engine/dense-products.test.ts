import { seededRandom } from '@degas/features';
import { expect, test } from '@jest/globals';

import { webAssembly } from '../platform/web-assembly.ts';
import type { DenseNetwork } from './dense-network.ts';
import type { DenseProducts } from './dense-products.ts';
import { javascriptProducts } from './javascript/javascript-products.ts';
import { wasmProducts } from './wasm/wasm-products.ts';

test.each([
  [707, 64, 32],
  [75, 24, 1],
  [5, 7, 19],
])('products of %d, %d and %d numbers are the same to the last bit in WebAssembly', (...sizes) => {
  const random = seededRandom(3);
  const numbers = (length: number): Float32Array =>
    Float32Array.from({ length }, () => random() * 2 - 1);
  const [inputs, ...units] = sizes;
  const network: DenseNetwork = {
    inputs,
    mean: numbers(inputs),
    // Some inputs are wider than what is cut off.
    scale: numbers(inputs).map((value) => 4 * value),
    layers: units.map((each, index) => ({
      units: each,
      kernel: numbers(each * (sizes[index] ?? 0)),
      bias: numbers(each),
    })),
  };
  const rows = 3;
  const vectors = numbers(rows * inputs).map((value, i) => (i % 3 === 0 ? 0 : value));
  const run = (products: DenseProducts): Float64Array[] => {
    products.vectors.set(vectors);
    products.runFirst(rows);
    products.runNext(1, 2);
    return products.sums.map((each) => Float64Array.from(each));
  };
  if (webAssembly === undefined) throw new Error('Expected WebAssembly.');
  expect(run(wasmProducts(webAssembly, network, rows))).toEqual(
    run(javascriptProducts(network, rows)),
  );
});
