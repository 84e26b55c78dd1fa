import { EvaluationError } from '../errors.ts';

/** A name's probabilities by class, in one order for all, and the index of its true one. */
export interface ClassifiedName {
  readonly probabilities: ArrayLike<number>;
  readonly truth: number;
}

/**
 * Returns the probability from which on a class belongs into a name's set of candidates, so that the set holds the true class for
 * at least `coverage` of names like those given: the (n + 1)(1 − coverage) smallest of the true classes' probabilities. Sadinle, Lei, Wasserman:
 * Least ambiguous set-valued classifiers with bounded error levels, 2019 (split conformal prediction). 0, all classes, where there are too few names.
 *
 * @throws EvaluationError `EVALUATION_BAD_RATE` for a coverage that isn't between 0 and 1
 */
export function candidateThreshold(names: readonly ClassifiedName[], coverage: number): number {
  if (!(coverage > 0 && coverage < 1)) {
    throw new EvaluationError(
      'EVALUATION_BAD_RATE',
      `The coverage is ${coverage}. Expected a number between 0 and 1; give the share of names whose set must hold the true class, such as 0.9.`,
    );
  }
  const ofTruth = Float64Array.from(names, truthOf).sort();
  // A share such as 1 − .9 is a little less than what it stands for.
  const rank = Math.floor((names.length + 1) * (1 - coverage) + 1e-9);
  return rank === 0 ? 0 : (ofTruth[rank - 1] ?? 0);
}

/** Returns the classes of at least the threshold's probability, likeliest first; the likeliest alone where none has it. */
export function candidateSet(probabilities: ArrayLike<number>, threshold: number): number[] {
  const order = Array.from(probabilities, (_, index) => index).sort(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0),
  );
  const set = order.filter((index) => (probabilities[index] ?? 0) >= threshold);
  return set.length === 0 ? order.slice(0, 1) : set;
}

export interface CandidateFigures {
  readonly names: number;
  /** Share of the names whose set holds the true class; null without names. */
  readonly coverage: number | null;
  /** Classes of a set, on average; null without names. */
  readonly meanSize: number | null;
  /** Share of the names with one candidate, and the share of these where it is the true class. */
  readonly single: number | null;
  readonly singleRight: number | null;
}

/** Returns how the sets of a threshold do on names that it was not set on. */
export function judgeCandidates(
  names: readonly ClassifiedName[],
  threshold: number,
): CandidateFigures {
  let covered = 0;
  let size = 0;
  let single = 0;
  let right = 0;
  for (const { probabilities, truth } of names) {
    const set = candidateSet(probabilities, threshold);
    size += set.length;
    if (set.includes(truth)) covered++;
    if (set.length > 1) continue;
    single++;
    if (set[0] === truth) right++;
  }
  const of = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    names: names.length,
    coverage: of(covered, names.length),
    meanSize: of(size, names.length),
    single: of(single, names.length),
    singleRight: of(right, single),
  };
}

function truthOf({ probabilities, truth }: ClassifiedName): number {
  return probabilities[truth] ?? 0;
}
