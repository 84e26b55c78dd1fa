import { f1Interval, type BootstrapOptions } from '../intervals/bootstrap.ts';
import { wilsonInterval, type Interval } from '../intervals/wilson.ts';
import type { LabelledScores } from '../labelled-scores.ts';
import {
  accuracy,
  confusionMatrix,
  f1Score,
  falsePositiveRate,
  precision,
  recall,
  type ConfusionMatrix,
} from './confusion.ts';
import { macroRecall, recallByFamily } from './family-recall.ts';

/** The figures of one threshold; null where there is nothing to divide by. */
export interface ThresholdReport {
  readonly threshold: number;
  readonly confusion: ConfusionMatrix;
  readonly accuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly falsePositiveRate: number | null;
  /** Mean of the named families' recalls. */
  readonly macroRecall: number | null;
  /** 95 % intervals: Wilson's for shares, the bootstrap's for F1. */
  readonly intervals: {
    readonly accuracy: Interval | null;
    readonly precision: Interval | null;
    readonly recall: Interval | null;
    readonly f1: Interval | null;
    readonly falsePositiveRate: Interval | null;
  };
}

/** Everything that follows from calling the names at or above a threshold DGA. */
export function reportThreshold(
  names: LabelledScores,
  families: readonly (string | null)[],
  threshold: number,
  bootstrap: BootstrapOptions,
): ThresholdReport {
  const matrix = confusionMatrix(names, threshold);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = matrix;
  const dga = truePositives + falseNegatives;
  const benign = falsePositives + trueNegatives;
  return {
    threshold,
    confusion: matrix,
    accuracy: accuracy(matrix),
    precision: precision(matrix),
    recall: recall(matrix),
    f1: f1Score(matrix),
    falsePositiveRate: falsePositiveRate(matrix),
    macroRecall: macroRecall(recallByFamily(names, families, threshold)),
    intervals: {
      accuracy: wilsonInterval(truePositives + trueNegatives, dga + benign),
      precision: wilsonInterval(truePositives, truePositives + falsePositives),
      recall: wilsonInterval(truePositives, dga),
      f1: f1Interval(matrix, bootstrap),
      falsePositiveRate: wilsonInterval(falsePositives, benign),
    },
  };
}
