import type { HeadNames } from './named-class.ts';
import type { Verdict } from './verdict.ts';

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
  let greatest = -Infinity;
  for (let i = 0; i < ofClass.length; i++) greatest = Math.max(greatest, values[from + i] ?? 0);
  const probabilities = new Float64Array(names.length);
  let sum = 0;
  ofClass.forEach((name, i) => {
    const power = Math.exp((values[from + i] ?? 0) - greatest);
    sum += power;
    probabilities[name] = (probabilities[name] ?? 0) + power;
  });
  return probabilities.map((power) => power / sum);
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
  const likely = [...probabilities.keys()]
    .filter((index) => (probabilities[index] ?? 0) >= threshold)
    .sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0))
    .map((index) => ({ ...names[index], probability: probabilities[index] ?? 0 }));
  const candidates = likely.flatMap(({ family, probability }) =>
    family == null ? [] : [{ family, probability }],
  );
  const [alone] = likely.length === 1 ? candidates : [];
  const ofKind = likely.find(({ kind }) => kind != null);
  const named = alone ?? ofKind;
  return {
    family: alone?.family ?? null,
    kind: ofKind?.kind ?? null,
    candidates,
    ...(named !== undefined && { familyProbability: named.probability }),
  };
}
