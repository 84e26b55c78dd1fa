import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { LabelledScores } from '../labelled-scores.ts';
import { nextFloat32 } from './next-float32.ts';
import {
  operatingPoints,
  recallAtFalsePositiveRate,
  thresholdAtFalsePositiveRate,
} from './operating-points.ts';

const judged = (benign: readonly number[], dga: readonly number[]): LabelledScores => ({
  scores: Float32Array.from([...benign, ...dga]),
  labels: Uint8Array.from([...benign.map(() => 0), ...dga.map(() => 1)]),
});

const measuredRate = ({ scores, labels }: LabelledScores, threshold: number) => {
  const benign = scores.filter((score, i) => labels[i] === 0 && !Number.isNaN(score));
  return benign.filter((score) => score >= threshold).length / benign.length;
};

describe('nextFloat32', () => {
  test.each([
    [0, 2 ** -149],
    [-0, 2 ** -149],
    [1, 1 + 2 ** -23],
    [0.5, 0.5 + 2 ** -24],
    [-1, -1 + 2 ** -24],
    [-(2 ** -149), -0],
  ])('after %d comes %d', (value, next) => {
    expect(nextFloat32(value)).toBe(next);
  });
});

describe('thresholdAtFalsePositiveRate', () => {
  const ten = [0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.5, 0.75, 0.875, 1];

  test.each([
    [0, 1, 0],
    [0.05, 1, 0],
    [0.1, 0.875, 0.1],
    [0.2, 0.75, 0.2],
    [0.3, 0.5, 0.3],
    [0.4, 0.5, 0.3], // three tie at .5: letting one in would let in all
    [0.59, 0.5, 0.3],
    [0.6, 0.375, 0.6],
    [0.9, 0, 0.9],
  ])('at rate %d lies just above %d, where the rate is %d', (rate, justAbove, measured) => {
    const names = judged(ten, [0.9]);
    const threshold = thresholdAtFalsePositiveRate(names, rate) ?? NaN;
    expect(threshold).toBe(nextFloat32(justAbove));
    expect(measuredRate(names, threshold)).toBe(measured);
  });

  test('never exceeds its rate, and no smaller threshold keeps to it', () => {
    const score = fc.constantFrom(0, 0.1, 0.2, 0.25, 0.5, 0.75, 0.9, 1, NaN);
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 50 }),
        fc.oneof(fc.constantFrom(0, 0.01, 0.07, 0.1, 0.5), fc.double({ min: 0, max: 0.999, noNaN: true })), // prettier-ignore
        (benign, rate) => {
          const names = judged(benign, []);
          const threshold = thresholdAtFalsePositiveRate(names, rate);
          if (threshold === null) {
            expect(benign.every((value) => Number.isNaN(value))).toBe(true);
            return;
          }
          expect(measuredRate(names, threshold)).toBeLessThanOrEqual(rate);
          const scored = benign.map(Math.fround).filter((value) => !Number.isNaN(value));
          const highestBelow = Math.max(...scored.filter((value) => value < threshold));
          expect(measuredRate(names, highestBelow)).toBeGreaterThan(rate);
          expect(nextFloat32(highestBelow)).toBe(threshold);
        },
      ),
    );
  });

  test('counts false positives exactly where rate × names is not exact in floating point', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i / 100);
    for (let allowed = 0; allowed < 100; allowed++) {
      const names = judged(hundred, []);
      const threshold = thresholdAtFalsePositiveRate(names, allowed / 100) ?? NaN;
      expect(measuredRate(names, threshold)).toBe(allowed / 100);
    }
  });

  test.each([-0.1, 1, NaN, 5])('refuses the rate %d', (rate) => {
    expect(() => thresholdAtFalsePositiveRate(judged([0.1], []), rate)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_BAD_RATE' }),
    );
  });
});

describe('recallAtFalsePositiveRate', () => {
  test.each([
    [0, 1 / 4],
    [0.25, 1 / 4],
    [0.5, 2 / 4],
    [0.75, 3 / 4],
  ])('at rate %d is %d, the skipped DGA name being a miss', (rate, expected) => {
    const names = judged([0.1, 0.3, 0.5, 0.5, NaN], [0.2, 0.4, 0.9, NaN]);
    // thresholds just above .5, .5, .3 and .1
    expect(recallAtFalsePositiveRate(names, rate)).toBe(expected);
  });

  test('is null where a class is missing', () => {
    expect(recallAtFalsePositiveRate(judged([], [0.5]), 0.1)).toBeNull();
    expect(recallAtFalsePositiveRate(judged([0.5], []), 0.1)).toBeNull();
  });
});

describe('operatingPoints', () => {
  const spread = (count: number) => Array.from({ length: count }, (_, i) => i / count);

  test('on 100,000 benign names sets all three levels', () => {
    const points = operatingPoints(judged(spread(100_000), [0.95, 0.995, 0.99995, 0.999995]));
    expect(points.map(({ level, rate, benignNames }) => [level, rate, benignNames])).toEqual([
      ['low', 1e-2, 100_000],
      ['medium', 1e-3, 100_000],
      ['high', 1e-4, 100_000],
    ]);
    expect(points.map((point) => point.falsePositiveRate)).toEqual([1e-2, 1e-3, 1e-4]);
    expect(points.map((point) => point.recall)).toEqual([0.75, 0.5, 0.5]);
    expect(points.map((point) => point.reason)).toEqual([null, null, null]);
  });

  test.each([
    [99_999, ['low', 'medium']],
    [10_000, ['low', 'medium']],
    [9_999, ['low']],
    [1_000, ['low']],
    [999, []],
    [0, []],
  ])('on %i benign names sets %j, and says of the others why not', (count, set) => {
    const points = operatingPoints(judged(spread(count), [0.9]));
    expect(points.flatMap((p) => (p.threshold === null ? [] : [p.level]))).toEqual(set);
    for (const point of points.filter(({ threshold }) => threshold === null)) {
      expect(point).toMatchObject({ falsePositiveRate: null, recall: null, benignNames: count });
      expect(point.reason).toContain(`there are ${count}`);
    }
  });

  test('does not count skipped benign names among those behind a rate', () => {
    const [low] = operatingPoints(judged([...spread(999), NaN], [0.9]));
    expect(low).toMatchObject({
      threshold: null,
      reason: 'a false-positive rate of 1e-2 takes 1000 benign names, there are 999',
    });
  });

  test('raises no more alarms than allowed when benign names saturate at 1', () => {
    const [low] = operatingPoints(judged([...spread(980), ...Array<number>(20).fill(1)], [1, 1]));
    expect(low).toMatchObject({ threshold: 1 + 2 ** -23, falsePositiveRate: 0, recall: 0 });
  });
});
