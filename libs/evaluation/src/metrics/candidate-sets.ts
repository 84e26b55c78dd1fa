import { EvaluationError } from '../errors.ts';

/**
 * Returns the probability from which on a class belongs into a name's set of candidates, so that the set holds the true class for
 * at least `coverage` of names like those given by their true classes' probabilities: the (n + 1)(1 − coverage) smallest of these. Sadinle,
 * Lei, Wasserman: Least ambiguous set-valued classifiers with bounded error levels, 2019 (split conformal prediction). 0, all classes, where
 * there are too few names.
 *
 * @throws EvaluationError `EVALUATION_BAD_RATE` for a coverage that isn't between 0 and 1
 */
export function candidateThreshold(ofTruth: ArrayLike<number>, coverage: number): number {
  if (!(coverage > 0 && coverage < 1)) {
    throw new EvaluationError(
      'EVALUATION_BAD_RATE',
      `The coverage is ${coverage}. Expected a number between 0 and 1; give the share of names whose set must hold the true class, such as 0.9.`,
    );
  }
  const sorted = Float64Array.from(ofTruth).sort();
  // A share such as 1 − .9 is a little less than what it stands for.
  const rank = Math.floor((sorted.length + 1) * (1 - coverage) + 1e-9);
  return rank === 0 ? 0 : (sorted[rank - 1] ?? 0);
}

/** A name's set of candidates beside the truth. */
export interface CandidateSet {
  readonly truth: string;
  readonly candidates: readonly string[];
  /** The candidate that was given as the answer; null where none was. */
  readonly single: string | null;
}

export interface CandidateFigures {
  readonly names: number;
  /** Share of the names whose set holds the true class; null without names. */
  readonly coverage: number | null;
  /** Classes of a set, on average; null without names. */
  readonly meanSize: number | null;
  /** Share of the names with one answer, and the share of these where it is the true class. */
  readonly single: number | null;
  readonly singleRight: number | null;
}

/** Returns how sets of candidates do, on names that their threshold was not set on. */
export function judgeCandidates(names: readonly CandidateSet[]): CandidateFigures {
  let covered = 0;
  let size = 0;
  let singles = 0;
  let right = 0;
  for (const { candidates, single, truth } of names) {
    size += candidates.length;
    if (candidates.includes(truth)) covered++;
    if (single === null) continue;
    singles++;
    if (single === truth) right++;
  }
  const of = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    names: names.length,
    coverage: of(covered, names.length),
    meanSize: of(size, names.length),
    single: of(singles, names.length),
    singleRight: of(right, singles),
  };
}
