import { describe, expect, test } from '@jest/globals';

import {
  accuracy,
  confusionMatrix,
  f1Score,
  falsePositiveRate,
  precision,
  recall,
} from './confusion.ts';

const judged = (scores: number[], labels: number[]) => ({
  scores: Float32Array.from(scores),
  labels: Uint8Array.from(labels),
});

// DGA: .9 .6 .5 .2 skipped; benign: .7 .5 .4 .3 .1 skipped skipped
const sample = judged(
  [0.9, 0.6, 0.5, 0.2, NaN, 0.7, 0.5, 0.4, 0.3, 0.1, NaN, NaN],
  [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
);

describe('confusionMatrix', () => {
  test('calls a score equal to the threshold DGA, and a skipped DGA name a miss', () => {
    expect(confusionMatrix(sample, 0.5)).toEqual({
      truePositives: 3,
      falsePositives: 2,
      trueNegatives: 3,
      falseNegatives: 2,
      skippedBenign: 2,
      skippedDga: 1,
    });
  });

  test.each([
    [0.95, 0, 0],
    [0.65, 1, 1],
    [0.25, 3, 4],
    [0, 4, 5],
  ])('at %d finds %i DGA names at the price of %i false positives', (threshold, found, alarms) => {
    expect(confusionMatrix(sample, threshold)).toMatchObject({
      truePositives: found,
      falsePositives: alarms,
    });
  });

  test('refuses another number of labels than of scores, naming both', () => {
    expect(() => confusionMatrix(judged([0.1, 0.2], [0]), 0.5)).toThrow(
      expect.objectContaining({
        code: 'EVALUATION_LENGTH_MISMATCH',
        message: expect.stringMatching(/^2 scores came with 1 labels/),
      }),
    );
  });

  test('refuses a label that is neither 0 nor 1, naming its row', () => {
    expect(() => confusionMatrix(judged([0.1, 0.2], [0, 2]), 0.5)).toThrow(
      expect.objectContaining({
        code: 'EVALUATION_BAD_LABEL',
        message: expect.stringMatching(/^Label 2 at row 1/),
      }),
    );
  });
});

describe('the rates of a confusion matrix', () => {
  const matrix = confusionMatrix(sample, 0.5);
  test.each([
    ['precision', precision, 3 / 5],
    ['recall', recall, 3 / 5],
    ['F1', f1Score, 6 / 10],
    ['false-positive rate', falsePositiveRate, 2 / 5],
    ['accuracy', accuracy, 6 / 10],
  ])('%s', (_, rate, expected) => {
    expect(rate(matrix)).toBe(expected);
  });

  test('differ where they should: 8 found, 2 missed, 24 false positives, 66 true negatives', () => {
    const unbalanced = {
      truePositives: 8,
      falseNegatives: 2,
      falsePositives: 24,
      trueNegatives: 66,
      skippedBenign: 5,
      skippedDga: 1,
    };
    expect(precision(unbalanced)).toBe(0.25);
    expect(recall(unbalanced)).toBe(0.8);
    expect(f1Score(unbalanced)).toBeCloseTo(0.380952380952381, 15);
    expect(falsePositiveRate(unbalanced)).toBeCloseTo(24 / 90, 15);
    expect(accuracy(unbalanced)).toBe(0.74);
  });

  test('are null where there is nothing to divide by', () => {
    const empty = confusionMatrix(judged([], []), 0.5);
    for (const rate of [precision, recall, f1Score, falsePositiveRate, accuracy]) {
      expect(rate(empty)).toBeNull();
    }
    const onlyBenign = confusionMatrix(judged([0.1, 0.2], [0, 0]), 0.5);
    expect([precision(onlyBenign), recall(onlyBenign)]).toEqual([null, null]);
    expect(falsePositiveRate(onlyBenign)).toBe(0);
  });
});
