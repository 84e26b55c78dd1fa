import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { JavaRandom } from './java-random.ts';

test('returns the numbers of java.util.Random with the seed 42', () => {
  const random = new JavaRandom(42n);
  expect(Array.from({ length: 5 }, () => random.nextInt(10))).toEqual([0, 3, 8, 4, 0]);
});

test('agrees with exact integers for every seed', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (seed) => {
      const random = new JavaRandom(seed);
      let state = BigInt.asUintN(48, seed ^ 0x5deece66dn);
      for (let draws = 20; draws > 0; draws--) {
        state = BigInt.asUintN(48, state * 0x5deece66dn + 0xbn);
        // A rejection would skip a state; with this bound its chance is one in 10⁸.
        expect(random.nextInt(25)).toBe(Number((state >> 17n) % 25n));
      }
    }),
    { seed: 1 },
  );
});
