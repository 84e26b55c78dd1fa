import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { randomBits } from '@degas/features';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { type ConvolutionShape, canConvolve, convolveBySimd } from './convolution-kernel.ts';
import { convolve } from './embedding-conv.ts';

test('gives the maxima and their places of the plain loops', () => {
  const shapes = fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    length: fc.integer({ min: 1, max: 20 }),
    kernelSize: fc.integer({ min: 1, max: 7 }),
    filters: fc.constantFrom(16, 48),
    window: fc.constantFrom(1, 2, 3, 20),
    relu: fc.boolean(),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(shapes, ({ seed, ...sizes }) => {
      const bits = randomBits(seed);
      const vocabulary = 9;
      const codes = Uint8Array.from({ length: sizes.count * sizes.length }, () => bits() % 9);
      const window = Math.min(sizes.window, sizes.length);
      const shape: ConvolutionShape = { ...sizes, window, vocabulary, codes };
      expect(canConvolve(shape)).toBe(true);
      const numbers = (size: number): Float32Array =>
        // Multiples of 2⁻¹⁰, whose sums are exact: the two add in different orders, and ties must fall alike.
        Float32Array.from({ length: size }, () => (bits() % 2049) / 1024 - 1);
      const tables = numbers(vocabulary * shape.kernelSize * shape.filters);
      const bias = numbers(shape.filters);
      const size = shape.count * Math.ceil(shape.length / window) * shape.filters;
      const results = [convolve, convolveBySimd].map((run) => {
        const out = new Float32Array(size);
        const places = new Uint8Array(size);
        run(shape, tables, bias, out, places);
        return { out, places };
      });
      const [plain, simd] = results;
      expect(simd).toEqual(plain);
    }),
    { numRuns: 1000 },
  );
});

test('is compiled from assembly/', () => {
  const program = join(import.meta.dirname, '../../assembly/compile.mjs');
  execFileSync(process.execPath, [program, '--check']);
});
