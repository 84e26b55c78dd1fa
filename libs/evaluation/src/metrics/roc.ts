import { scoresByClass, type LabelledScores } from '../labelled-scores.ts';

/** Rates at a threshold: names that score at or above it are labelled DGA. */
export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly recall: number;
}

/**
 * Area under the ROC curve, exact: the share of (DGA, benign) pairs in which the DGA name scores higher, a
 * tie counting half. A skipped DGA name is a miss at every threshold, so it loses all its pairs; skipped
 * benign names form none. Null unless both classes have names.
 */
export function rocAuc(names: LabelledScores): number | null {
  const { benign, dga, skippedDga } = scoresByClass(names);
  const pairs = benign.length * (dga.length + skippedDga);
  if (pairs === 0) return null;
  let below = 0;
  let notAbove = 0;
  let halfWins = 0; // twice the number of wins, whole so that no rounding enters before the end
  for (const score of dga) {
    while (below < benign.length && (benign[below] ?? NaN) < score) below++;
    while (notAbove < benign.length && (benign[notAbove] ?? NaN) <= score) notAbove++;
    halfWins += below + notAbove;
  }
  return halfWins / 2 / pairs;
}

/**
 * The ROC curve: a point for each distinct score, from the highest threshold to the lowest, without the
 * origin. With skipped DGA names the curve ends below recall 1. Empty unless both classes have scored names.
 */
export function rocCurve(names: LabelledScores): RocPoint[] {
  const { benign, dga, skippedDga } = scoresByClass(names);
  const points: RocPoint[] = [];
  if (benign.length === 0 || dga.length === 0) return points;
  let benignLeft = benign.length;
  let dgaLeft = dga.length;
  while (benignLeft > 0 || dgaLeft > 0) {
    const threshold = Math.max(benign[benignLeft - 1] ?? -Infinity, dga[dgaLeft - 1] ?? -Infinity);
    while (benign[benignLeft - 1] === threshold) benignLeft--;
    while (dga[dgaLeft - 1] === threshold) dgaLeft--;
    points.push({
      threshold,
      falsePositiveRate: (benign.length - benignLeft) / benign.length,
      recall: (dga.length - dgaLeft) / (dga.length + skippedDga),
    });
  }
  return points;
}

/**
 * Points of the curve for a plot with a logarithmic FPR axis: at each of `steps` evenly spaced powers of ten
 * from 1 / (benign names) to 1, the highest recall whose false-positive rate does not exceed it, and before
 * them the recall without any false positive. Every point is one of the curve; none is interpolated.
 */
export function rocPoints(names: LabelledScores, steps = 200): RocPoint[] {
  const curve = rocCurve(names);
  const lowestRate = curve.find((point) => point.falsePositiveRate > 0)?.falsePositiveRate ?? 1;
  const points: RocPoint[] = [];
  let next = 0;
  const takeUpTo = (rate: number) => {
    const first = next;
    while (next < curve.length && (curve[next]?.falsePositiveRate ?? NaN) <= rate) next++;
    const best = curve[next - 1];
    if (next > first && best) points.push(best);
  };
  takeUpTo(0);
  for (let step = 0; step < steps; step++) {
    // The factor absorbs rounding, so that 0.001 ** (2 / 3) takes in a rate of 0.01.
    takeUpTo(lowestRate ** (1 - step / (steps - 1)) * (1 + 1e-9));
  }
  return points;
}
