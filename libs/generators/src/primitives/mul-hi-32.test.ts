import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { mulHi32 } from './mul-hi-32.ts';

describe('mulHi32', () => {
  test.each([
    [0, 0xffffffff, 0],
    [0xffffffff, 0xffffffff, 0xfffffffe],
    [0x10000, 0x10000, 1],
    [0xffff, 0x10001, 0],
  ])('the upper half of %d × %d is %d', (a, b, upper) => {
    expect(mulHi32(a, b)).toBe(upper);
  });

  test('agrees with exact integers', () => {
    const unsigned = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(unsigned, unsigned, (a, b) => {
        expect(mulHi32(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
      }),
    );
  });
});
