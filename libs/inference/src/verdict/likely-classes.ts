import type { HeadNames, NamedClass } from './named-class.ts';
import type { Verdict } from './verdict.ts';
import { writeProbabilities } from './write-probabilities.ts';

/** What a verdict says about who made a name. */
export type LikelyClasses = Pick<Verdict, 'family' | 'kind' | 'candidates' | 'familyProbability'>;

/** The least probability of a candidate for models that have none of their own: version 2's for sets that hold nine of ten families. */
export const DEFAULT_CANDIDATE_THRESHOLD = 0.16;

/**
 * Returns the sum of the probabilities (softmax) of each name's classes, for the values of a family head that begin at `from`.
 */
export function nameProbabilities(
  values: Float32Array,
  from: number,
  { names, ofClass }: HeadNames,
): Float64Array {
  const probabilities = new Float64Array(names.length);
  writeProbabilities(values, from, ofClass, probabilities, 0);
  return probabilities;
}

/**
 * Returns what is at least so likely: all families as candidates; a family only where nothing else is; the likeliest kind, where
 * there is one.
 */
export function likelyClasses(
  probabilities: Float64Array,
  { names }: HeadNames,
  threshold: number,
): LikelyClasses {
  // A loop, and a list of the few that are likely: this is asked of every suspicious name.
  const likely: (NamedClass & { readonly probability: number })[] = [];
  probabilities.forEach((probability, index) => {
    const named = names[index];
    if (probability >= threshold && named !== undefined) likely.push({ ...named, probability });
  });
  likely.sort((a, b) => b.probability - a.probability);
  const candidates = likely.flatMap(({ family, probability }) =>
    family === null ? [] : [{ family, probability }],
  );
  const [alone] = likely.length === 1 ? candidates : [];
  const ofKind = likely.find(({ kind }) => kind !== null);
  const named = alone ?? ofKind;
  return {
    family: alone?.family ?? null,
    kind: ofKind?.kind ?? null,
    candidates,
    ...(named !== undefined && { familyProbability: named.probability }),
  };
}
