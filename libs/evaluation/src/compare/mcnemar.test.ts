import { describe, expect, test } from '@jest/globals';

import { mcnemarTest } from './mcnemar.ts';

/** Two models over DGA names: each finds a name when its score is 1. */
function differing(onlyFirst: number, onlySecond: number) {
  const length = onlyFirst + onlySecond;
  return {
    labels: new Uint8Array(length).fill(1),
    first: Float32Array.from({ length }, (_, i) => (i < onlyFirst ? 1 : 0)),
    second: Float32Array.from({ length }, (_, i) => (i < onlyFirst ? 0 : 1)),
  };
}

describe('mcnemarTest', () => {
  test('counts the four kinds of names, each model at its own threshold', () => {
    const result = mcnemarTest({
      labels: Uint8Array.of(1, 1, 1, 0, 0, 1, 0),
      first: Float32Array.of(0.9, 0.9, 0.1, 0.6, 0.1, NaN, NaN),
      second: Float32Array.of(0.9, 0.4, 0.8, 0.6, 0.6, 0.9, 0.1),
      secondThreshold: 0.7,
    });
    // row: both, first, second, second (.6 < .7), both, second, both
    expect(result).toMatchObject({
      bothRight: 3,
      onlyFirstRight: 1,
      onlySecondRight: 3,
      bothWrong: 0,
    });
  });

  test.each([
    [0, 0, 1],
    [5, 5, 1],
    [0, 1, 1],
    [0, 5, 2 / 32],
    [1, 7, (2 * (1 + 8)) / 256],
    [9, 1, (2 * (1 + 10)) / 1024],
  ])('of %i and %i has the probability of such coins, %d', (onlyFirst, onlySecond, pValue) => {
    expect(mcnemarTest(differing(onlyFirst, onlySecond)).pValue).toBeCloseTo(pValue, 12);
  });

  test('stays exact where 2^-n underflows: 4,900 against 5,100 is nearly the normal 1.99 σ', () => {
    expect(mcnemarTest(differing(4900, 5100)).pValue).toBeCloseTo(0.0466, 3);
  });

  test('refuses scores of other names', () => {
    const uneven = { ...differing(1, 1), second: Float32Array.of(1) };
    expect(() => mcnemarTest(uneven)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_LENGTH_MISMATCH' }),
    );
  });
});
