import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { DotNetRandom } from './dot-net-random.ts';

test('returns the numbers of System.Random with the seed 0', () => {
  const random = new DotNetRandom(0);
  expect(Array.from({ length: 5 }, () => random.next(100))).toEqual([72, 81, 76, 55, 20]);
});

test('stays below its bound, and repeats for a seed and its negative', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, bound) => {
      const [random, negative] = [new DotNetRandom(seed), new DotNetRandom(-seed)];
      for (let draws = 60; draws > 0; draws--) {
        const drawn = random.next(bound);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(bound);
        expect(negative.next(bound)).toBe(drawn);
      }
    }),
  );
});
