import { seededRandom } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { rocAuc } from '../metrics/roc.ts';
import { aucInterval } from './auc-interval.ts';
import { percentileInterval } from './wilson.ts';

const judged = (benign: readonly number[], dga: readonly number[]) => ({
  scores: Float32Array.from([...benign, ...dga]),
  labels: Uint8Array.from([...benign.map(() => 0), ...dga.map(() => 1)]),
});

describe('aucInterval', () => {
  test('is that of the variance by hand', () => {
    // Placements: DGA .35 → 1/2, .8 → 1; benign .1 → 0, .4 → 1/2. Both variances 1/8, so the standard error is
    // √(1/16 + 1/16); on the logit scale of .75 it is divided by 3/16.
    const half = (1.959963984540054 * Math.sqrt(1 / 8)) / (3 / 16);
    const logistic = (x: number) => 1 / (1 + Math.exp(-x));
    const interval = aucInterval(judged([0.1, 0.4], [0.35, 0.8]));
    expect(interval?.low).toBeCloseTo(logistic(Math.log(3) - half), 12);
    expect(interval?.high).toBeCloseTo(logistic(Math.log(3) + half), 12);
  });

  test('agrees with the bootstrap', () => {
    const random = seededRandom(1);
    const benign = Array.from({ length: 300 }, () => random() ** 2);
    const dga = Array.from({ length: 200 }, (_, i) => (i < 4 ? NaN : random() ** 0.5));
    const pick = (from: number[]) =>
      from.map(() => from[Math.floor(random() * from.length)] ?? NaN);
    const areas = Float64Array.from(
      { length: 1000 },
      () => rocAuc(judged(pick(benign), pick(dga))) ?? NaN,
    );
    const expected = percentileInterval(areas);
    const interval = aucInterval(judged(benign, dga));
    expect(interval?.low).toBeCloseTo(expected.low, 2);
    expect(interval?.high).toBeCloseTo(expected.high, 2);
  });

  test.each([
    ['a perfect order', judged([0.1, 0.2], [0.8, 0.9])],
    ['an order all wrong', judged([0.8, 0.9], [0.1, 0.2])],
    ['one name of a class', judged([0.1], [0.05, 0.9])],
    ['no names', judged([], [])],
  ])('is null for %s', (_, names) => {
    expect(aucInterval(names)).toBeNull();
  });
});
