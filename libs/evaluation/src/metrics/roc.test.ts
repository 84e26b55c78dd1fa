import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { LabelledScores } from '../labelled-scores.ts';
import { rocAuc, rocCurve, rocPoints } from './roc.ts';

const judged = (rows: readonly (readonly [number, number])[]): LabelledScores => ({
  scores: Float32Array.from(rows, ([score]) => score),
  labels: Uint8Array.from(rows, ([, label]) => label),
});

/** Few distinct values, so that ties are common; one in nine is skipped. */
const manyTies = fc.array(
  fc.tuple(fc.constantFrom(0, 0.125, 0.25, 0.5, 0.625, 0.75, 0.875, 1, NaN), fc.constantFrom(0, 1)),
  { minLength: 1, maxLength: 60 },
);

function aucByCountingPairs({ scores, labels }: LabelledScores): number | null {
  let won = 0;
  let pairs = 0;
  for (const [d, dga] of scores.entries()) {
    if (labels[d] !== 1) continue;
    for (const [b, benign] of scores.entries()) {
      if (labels[b] !== 0 || Number.isNaN(benign)) continue;
      pairs++;
      if (dga > benign) won++;
      else if (dga === benign) won += 0.5;
    }
  }
  return pairs === 0 ? null : won / pairs;
}

describe('rocAuc', () => {
  test.each<[string, [number, number][], number]>([
    [
      'is 1 when every DGA name scores higher',
      [
        [0.9, 1],
        [0.8, 1],
        [0.2, 0],
      ],
      1,
    ],
    [
      'is 0 when every DGA name scores lower',
      [
        [0.1, 1],
        [0.8, 0],
        [0.2, 0],
      ],
      0,
    ],
    [
      'is ½ when all scores are equal',
      [
        [0.3, 1],
        [0.3, 0],
        [0.3, 0],
        [0.3, 1],
      ],
      0.5,
    ],
    [
      'counts a tie half: (1 + 1 + ½ + 0) / 4',
      [
        [0.8, 1],
        [0.4, 1],
        [0.4, 0],
        [0.6, 0],
      ],
      0.625,
    ],
    [
      'lets a skipped DGA name lose its pairs',
      [
        [0.9, 1],
        [NaN, 1],
        [0.2, 0],
        [0.1, 0],
      ],
      0.5,
    ],
    [
      'leaves skipped benign names out',
      [
        [0.9, 1],
        [0.1, 1],
        [0.5, 0],
        [NaN, 0],
      ],
      0.5,
    ],
  ])('%s', (_, rows, expected) => {
    expect(rocAuc(judged(rows))).toBe(expected);
  });

  test('is null with one class only', () => {
    expect(rocAuc(judged([[0.9, 1]]))).toBeNull();
    expect(rocAuc(judged([[0.9, 0]]))).toBeNull();
    expect(rocAuc(judged([[0.9, 1], [NaN, 0]]))).toBeNull(); // prettier-ignore
  });

  test('equals the count over all pairs', () => {
    fc.assert(
      fc.property(manyTies, (rows) => {
        const names = judged(rows);
        expect(rocAuc(names)).toBe(aucByCountingPairs(names));
      }),
    );
  });

  test('does not change under a strictly growing map of the scores', () => {
    fc.assert(
      fc.property(manyTies, (rows) => {
        const mapped = rows.map(([score, label]) => [score * 8 - 3, label] as const);
        expect(rocAuc(judged(mapped))).toBe(rocAuc(judged(rows)));
      }),
    );
  });

  test('is mirrored when the classes change places and nothing is skipped', () => {
    fc.assert(
      fc.property(manyTies, (rows) => {
        const scored = rows.filter(([score]) => !Number.isNaN(score));
        const auc = rocAuc(judged(scored));
        const mirrored = rocAuc(judged(scored.map(([score, label]) => [score, 1 - label])));
        if (auc === null) expect(mirrored).toBeNull();
        else expect(mirrored).toBeCloseTo(1 - auc, 12);
      }),
    );
  });
});

describe('rocCurve', () => {
  test('has a point for each distinct score, ties moving both ways at once', () => {
    const names = judged([
      [0.875, 1],
      [0.75, 0],
      [0.5, 1],
      [0.5, 0],
      [0.25, 1],
      [0.125, 0],
      [0.125, 0],
      [NaN, 1],
      [NaN, 0],
    ]);
    expect(rocCurve(names)).toEqual([
      { threshold: 0.875, falsePositiveRate: 0, recall: 0.25 },
      { threshold: 0.75, falsePositiveRate: 0.25, recall: 0.25 },
      { threshold: 0.5, falsePositiveRate: 0.5, recall: 0.5 },
      { threshold: 0.25, falsePositiveRate: 0.5, recall: 0.75 },
      { threshold: 0.125, falsePositiveRate: 1, recall: 0.75 },
    ]);
  });

  test('encloses the AUC', () => {
    fc.assert(
      fc.property(manyTies, (rows) => {
        const names = judged(rows);
        const curve = rocCurve(names);
        if (curve.length === 0) return;
        let area = 0;
        let [x, y] = [0, 0];
        for (const point of curve) {
          area += (point.falsePositiveRate - x) * ((point.recall + y) / 2);
          [x, y] = [point.falsePositiveRate, point.recall];
        }
        expect(area).toBeCloseTo(rocAuc(names) ?? NaN, 12);
      }),
    );
  });
});

describe('rocPoints', () => {
  test('takes real points of the curve, in order, and ends where the curve ends', () => {
    fc.assert(
      fc.property(manyTies, fc.integer({ min: 2, max: 40 }), (rows, steps) => {
        const curve = rocCurve(judged(rows));
        const points = rocPoints(judged(rows), steps);
        expect(points.length).toBeLessThanOrEqual(steps + 1);
        expect(points).toEqual(curve.filter((point) => points.some((p) => p.threshold === point.threshold))); // prettier-ignore
        expect(points.at(-1)).toEqual(curve.at(-1));
      }),
    );
  });

  test('keeps the recall without false positives and the steps of each decade', () => {
    // 1,000 benign scores 0, .001 … .999 and a DGA name just above each of .9, .99, .999
    const benign = Array.from({ length: 1000 }, (_, i) => [i / 1000, 0] as const);
    const points = rocPoints(judged([...benign, [0.9995, 1], [0.9985, 1], [0.9895, 1]]), 4);
    expect(points.map((p) => [p.falsePositiveRate, p.recall])).toEqual([
      [0, 1 / 3],
      [0.001, 2 / 3],
      [0.01, 1],
      [0.1, 1],
      [1, 1],
    ]);
  });
});
