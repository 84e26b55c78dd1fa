import { countAtOrAbove, scoresByClass, share, type LabelledScores } from '../labelled-scores.ts';

/**
 * Counts of the four outcomes when names that score at or above the threshold are called DGA.
 *
 * A name that the classifier skipped (NaN) raises no alarm. A skipped DGA name is therefore a miss: it is
 * among the false negatives. A skipped benign name is in none of the four counts, because counting it as
 * a true negative would flatter the false-positive rate. Both are also counted apart.
 */
export interface ConfusionMatrix {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  /** DGA names not called DGA, the skipped ones included. */
  readonly falseNegatives: number;
  readonly skippedBenign: number;
  readonly skippedDga: number;
}

/** Counts the outcomes at a threshold; a score equal to the threshold is called DGA. */
export function confusionMatrix(names: LabelledScores, threshold: number): ConfusionMatrix {
  const { benign, dga, skippedBenign, skippedDga } = scoresByClass(names);
  const truePositives = countAtOrAbove(dga, threshold);
  const falsePositives = countAtOrAbove(benign, threshold);
  return {
    truePositives,
    falsePositives,
    trueNegatives: benign.length - falsePositives,
    falseNegatives: dga.length - truePositives + skippedDga,
    skippedBenign,
    skippedDga,
  };
}

/** Share of the names called DGA that are; null when none was called so. */
export function precision(matrix: ConfusionMatrix): number | null {
  return share(matrix.truePositives, matrix.truePositives + matrix.falsePositives);
}

/** Share of the DGA names that were called so, skipped ones being misses; null without DGA names. */
export function recall(matrix: ConfusionMatrix): number | null {
  return share(matrix.truePositives, matrix.truePositives + matrix.falseNegatives);
}

/** Harmonic mean of precision and recall; null without DGA names and without positives. */
export function f1Score(matrix: ConfusionMatrix): number | null {
  const { truePositives, falsePositives, falseNegatives } = matrix;
  return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

/** Share of the scored benign names that were called DGA; null without scored benign names. */
export function falsePositiveRate(matrix: ConfusionMatrix): number | null {
  return share(matrix.falsePositives, matrix.falsePositives + matrix.trueNegatives);
}

/** Share of right answers over all names but the skipped benign ones; null without names. */
export function accuracy(matrix: ConfusionMatrix): number | null {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = matrix;
  return share(
    truePositives + trueNegatives,
    truePositives + falsePositives + trueNegatives + falseNegatives,
  );
}
