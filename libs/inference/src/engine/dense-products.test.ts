import { seededRandom } from '@degas/features';
import { expect, test } from '@jest/globals';

import { webAssembly } from '../platform/web-assembly.ts';
import type { DenseNetwork } from './dense-network.ts';
import type { DenseProducts } from './dense-products.ts';
import { javascriptProducts } from './javascript/javascript-products.ts';
import { wasmProducts } from './wasm/wasm-products.ts';

test.each([
  [649, 64, 32],
  [12, 16, 1],
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
  const vector = numbers(inputs).map((value, i) => (i % 3 === 0 ? 0 : value));
  const run = (products: DenseProducts): Float64Array[] => {
    products.vector.set(vector);
    products.runFirst();
    products.runNext(1);
    return products.sums.map((each) => Float64Array.from(each));
  };
  if (webAssembly === undefined) throw new Error('Expected WebAssembly.');
  expect(run(wasmProducts(webAssembly, network))).toEqual(run(javascriptProducts(network)));
});
