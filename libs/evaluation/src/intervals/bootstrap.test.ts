import { seededRandom } from '@degas/features';
import { describe, expect, test } from '@jest/globals';

import { confusionMatrix } from '../metrics/confusion.ts';
import { macroRecall, recallByFamily } from '../metrics/family-recall.ts';
import {
  recallAtFalsePositiveRate,
  thresholdAtFalsePositiveRate,
} from '../metrics/operating-points.ts';
import { f1Interval, recallIntervalsAtFalsePositiveRate } from './bootstrap.ts';
import { percentileInterval } from './wilson.ts';

/** 400 benign names, 150 of one family, 50 of a harder one of which five are skipped. */
const random = seededRandom(11);
const rows = [
  ...Array.from({ length: 400 }, () => ({ score: random() ** 2, label: 0, family: null })),
  ...Array.from({ length: 150 }, () => ({ score: random() ** 0.3, label: 1, family: 'qakbot' })),
  ...Array.from({ length: 50 }, (_, i) => ({
    score: i < 5 ? NaN : random(),
    label: 1,
    family: 'suppobox',
  })),
];
const toNames = (from: typeof rows) => ({
  scores: Float32Array.from(from, ({ score }) => score),
  labels: Uint8Array.from(from, ({ label }) => label),
});
const names = toNames(rows);
const families = rows.map(({ family }) => family);

describe('recallIntervalsAtFalsePositiveRate', () => {
  test.each([0.01, 0.1])('at rate %d agrees with the bootstrap that copies names', (rate) => {
    const draw = seededRandom(5);
    const replicates = 500;
    const recalls = new Float64Array(replicates);
    const macroRecalls = new Float64Array(replicates);
    const strata = [rows.slice(0, 400), rows.slice(400, 550), rows.slice(550)];
    for (let replicate = 0; replicate < replicates; replicate++) {
      const resample = strata.flatMap((stratum) =>
        stratum.map((row) => stratum[Math.floor(draw() * stratum.length)] ?? row),
      );
      const copied = toNames(resample);
      const threshold = thresholdAtFalsePositiveRate(copied, rate) ?? NaN;
      recalls[replicate] = recallAtFalsePositiveRate(copied, rate) ?? NaN;
      macroRecalls[replicate] =
        macroRecall(recallByFamily(copied, resample.map(({ family }) => family), threshold)) ?? NaN; // prettier-ignore
    }
    const expected = percentileInterval(recalls);
    const expectedMacro = percentileInterval(macroRecalls);
    const found = recallIntervalsAtFalsePositiveRate(names, families, rate);
    expect(Math.abs((found.recall?.low ?? NaN) - expected.low)).toBeLessThan(0.035);
    expect(Math.abs((found.recall?.high ?? NaN) - expected.high)).toBeLessThan(0.035);
    expect(Math.abs((found.macroRecall?.low ?? NaN) - expectedMacro.low)).toBeLessThan(0.035);
    expect(Math.abs((found.macroRecall?.high ?? NaN) - expectedMacro.high)).toBeLessThan(0.035);
    expect(expected.high - expected.low).toBeGreaterThan(0.1); // the comparison is not of points
  });

  test('holds the measured recall, and repeats itself for the same seed only', () => {
    const recall = recallAtFalsePositiveRate(names, 0.05) ?? NaN;
    const first = recallIntervalsAtFalsePositiveRate(names, families, 0.05, { seed: 3 });
    expect(first.recall?.low).toBeLessThan(recall);
    expect(first.recall?.high).toBeGreaterThan(recall);
    expect(recallIntervalsAtFalsePositiveRate(names, families, 0.05, { seed: 3 })).toEqual(first);
    expect(recallIntervalsAtFalsePositiveRate(names, families, 0.05, { seed: 4 })).not.toEqual(first); // prettier-ignore
  });

  test('is null where a class is missing, and for the mean of no named family', () => {
    const benign = { scores: Float32Array.of(0.1), labels: Uint8Array.of(0) };
    expect(recallIntervalsAtFalsePositiveRate(benign, [null], 0.1)).toEqual({
      recall: null,
      macroRecall: null,
    });
    const unnamed = recallIntervalsAtFalsePositiveRate(names, rows.map(() => null), 0.1); // prettier-ignore
    expect(unnamed.recall).not.toBeNull();
    expect(unnamed.macroRecall).toBeNull();
  });
});

describe('f1Interval', () => {
  test('narrows with the square root of the number of names', () => {
    const matrix = confusionMatrix(names, 0.5);
    const hundredfold = {
      ...matrix,
      truePositives: matrix.truePositives * 100,
      falsePositives: matrix.falsePositives * 100,
      trueNegatives: matrix.trueNegatives * 100,
      falseNegatives: matrix.falseNegatives * 100,
    };
    const width = (interval: ReturnType<typeof f1Interval>) =>
      (interval?.high ?? NaN) - (interval?.low ?? NaN);
    expect(width(f1Interval(matrix)) / width(f1Interval(hundredfold))).toBeCloseTo(10, -0.3);
  });

  test('is null without DGA names', () => {
    expect(f1Interval(confusionMatrix({ scores: Float32Array.of(0.1), labels: Uint8Array.of(0) }, 0.5))).toBeNull(); // prettier-ignore
  });
});
