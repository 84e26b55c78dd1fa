import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { percentileInterval, wilsonInterval } from './wilson.ts';

describe('wilsonInterval', () => {
  // With z² = 3.841459: 0 of n has an upper end of z² / (n + z²).
  test.each([
    [0, 100, 0, 3.841458820694124 / 103.841458820694124],
    [100, 100, 100 / 103.841458820694124, 1],
    [50, 100, 0.5 - 0.0961689, 0.5 + 0.0961689], // z/(1 + z²/n) · √(1/4n + z²/4n²)
    [1, 1, 1 / 4.841458820694124, 1],
  ])('%i of %i: from %d to %d', (part, whole, low, high) => {
    const interval = wilsonInterval(part, whole);
    expect(interval?.low).toBeCloseTo(low, 6);
    expect(interval?.high).toBeCloseTo(high, 6);
  });

  test('is null for a share of nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  test('holds the share itself and stays within [0, 1]', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (part, rest) => {
        const whole = part + rest;
        const interval = wilsonInterval(part, whole);
        if (interval === null) return;
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.low).toBeLessThanOrEqual(part / whole);
        expect(interval.high).toBeGreaterThanOrEqual(part / whole);
        expect(interval.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('percentileInterval', () => {
  test('leaves 2.5 % of the replicates on each side', () => {
    const replicates = Float64Array.from({ length: 1001 }, (_, i) => 1000 - i);
    expect(percentileInterval(replicates)).toEqual({ low: 25, high: 975 });
  });
});
