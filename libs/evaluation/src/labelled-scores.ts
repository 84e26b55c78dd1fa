import { EvaluationError } from './errors.ts';

/** Scored names of known class, as parallel arrays: the input of every metric. */
export interface LabelledScores {
  /** Higher is more DGA-like; NaN for a name that the classifier skipped. */
  readonly scores: Float32Array;
  /** 0 benign, 1 DGA. */
  readonly labels: Uint8Array;
}

/** The scores of the two classes apart, each in ascending order, without the skipped names. */
export interface ScoresByClass {
  readonly benign: Float32Array;
  readonly dga: Float32Array;
  readonly skippedBenign: number;
  readonly skippedDga: number;
}

/** Judged names that carry their sorted scores, so that several metrics of the same names sort but once. */
export interface SortedScores extends LabelledScores {
  readonly byClass: ScoresByClass;
}

/** Sorts once for all metrics that follow. */
export function sortByClass(names: LabelledScores): SortedScores {
  return { ...names, byClass: scoresByClass(names) };
}

/** Refuses arrays whose lengths differ, naming both. */
export function requireSameLength(scores: Float32Array, other: ArrayLike<unknown>, what: string) {
  if (other.length === scores.length) return;
  throw new EvaluationError(
    'EVALUATION_LENGTH_MISMATCH',
    `${scores.length} scores came with ${other.length} ${what}; expected one of the ${what} for each score: pass arrays of the same rows, in the same order.`,
  );
}

/** Splits scores by class and sorts them, the form from which all rank metrics follow. */
export function scoresByClass(names: LabelledScores | SortedScores): ScoresByClass {
  if ('byClass' in names) return names.byClass;
  const { scores, labels } = names;
  requireSameLength(scores, labels, 'labels');
  const benign = new Float32Array(scores.length);
  const dga = new Float32Array(scores.length);
  let benignCount = 0;
  let dgaCount = 0;
  let skippedBenign = 0;
  let skippedDga = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    const label = labels[i];
    if (label !== 0 && label !== 1) {
      throw new EvaluationError(
        'EVALUATION_BAD_LABEL',
        `Label ${String(label)} at row ${i}; expected 0 (benign) or 1 (DGA): map the classes before evaluating.`,
      );
    }
    if (Number.isNaN(score)) {
      if (label === 1) skippedDga++;
      else skippedBenign++;
    } else if (label === 1) dga[dgaCount++] = score;
    else benign[benignCount++] = score;
  }
  return {
    benign: benign.slice(0, benignCount).sort(),
    dga: dga.slice(0, dgaCount).sort(),
    skippedBenign,
    skippedDga,
  };
}

/** How many of the ascending `sorted` are at or above `threshold`. */
export function countAtOrAbove(sorted: Float32Array, threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? NaN) >= threshold) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

/** A share, or null where there is nothing to take a share of. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
