import { describe, expect, test } from '@jest/globals';

import { compareModels } from './compare-models.ts';

/** 1,000 benign names below .5, 100 DGA names; the second model misses the last 40 of them. */
const labels = Uint8Array.from({ length: 1100 }, (_, i) => (i < 1000 ? 0 : 1));
const good = Float32Array.from(labels, (label, i) => (label === 1 ? 0.9 : i / 2100));
const worse = Float32Array.from(good, (score, i) => (i < 1060 ? score : 0.2));

describe('compareModels', () => {
  const comparison = compareModels(
    labels,
    { name: 'good', scores: good, threshold: 0.5 },
    { name: 'worse', scores: worse, threshold: 0.6 },
  );

  test('tests both at their own thresholds', () => {
    expect(comparison).toMatchObject({ models: ['good', 'worse'], names: 1100 });
    expect(comparison.points[0]).toMatchObject({
      point: 'own threshold',
      thresholds: [0.5, 0.6],
      onlyFirstRight: 40,
      onlySecondRight: 0,
      bothRight: 1060,
      bothWrong: 0,
    });
    expect(comparison.points[0]?.pValue).toBeCloseTo(2 / 2 ** 40, 15);
  });

  test('tests both at equal false-positive rates, those alone that enough benign names carry', () => {
    expect(comparison.points.slice(1).map(({ point }) => point)).toEqual([
      'false-positive rate 1e-2',
    ]);
    expect(comparison.points[1]).toMatchObject({ onlyFirstRight: 40, onlySecondRight: 0 });
  });

  test('refuses scores of other names', () => {
    expect(() =>
      compareModels(
        labels,
        { name: 'good', scores: good, threshold: 0.5 },
        { name: 'short', scores: good.slice(1), threshold: 0.5 },
      ),
    ).toThrow('scores of the second model');
  });

  test('refuses to compare on nothing', () => {
    const none = { name: 'none', scores: new Float32Array(0), threshold: 0.5 };
    expect(() => compareModels(new Uint8Array(0), none, none)).toThrow('no names');
  });
});
