import { seededRandom } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { drawBeta, drawBinomial } from './random-variates.ts';

function moments(count: number, draw: () => number) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, variance: squares / count - mean * mean };
}

describe('seededRandom', () => {
  test('repeats itself for the same seed only', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('is even over [0, 1)', () => {
    const { mean, variance } = moments(20_000, seededRandom(1));
    expect(mean).toBeCloseTo(1 / 2, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });
});

describe('drawBeta', () => {
  test.each([
    [1, 1],
    [2, 5],
    [40, 3],
  ])('beta(%i, %i) has its mean and variance', (a, b) => {
    const random = seededRandom(2);
    const { mean, variance } = moments(20_000, () => drawBeta(a, b, random));
    expect(mean).toBeCloseTo(a / (a + b), 2);
    expect(variance).toBeCloseTo((a * b) / ((a + b) ** 2 * (a + b + 1)), 3);
  });
});

describe('drawBinomial', () => {
  test.each([
    [5, 0.3],
    [17, 0.1],
    [100, 0.5],
    [1000, 0.999],
    [1_000_000, 0.3],
  ])('of %i trials with probability %d has its mean and variance', (trials, p) => {
    const random = seededRandom(3);
    const { mean, variance } = moments(4000, () => drawBinomial(trials, p, random));
    const expected = trials * p * (1 - p);
    expect(Math.abs(mean - trials * p)).toBeLessThan(4 * Math.sqrt(expected / 4000));
    expect(variance / expected).toBeGreaterThan(0.9);
    expect(variance / expected).toBeLessThan(1.1);
  });

  test.each([
    [50, 0, 0],
    [50, 1, 50],
    [0, 0.5, 0],
  ])('of %i trials with probability %d is %i', (trials, p, successes) => {
    expect(drawBinomial(trials, p, seededRandom(4))).toBe(successes);
  });
});
