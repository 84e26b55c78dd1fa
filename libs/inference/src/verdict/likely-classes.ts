import type { HeadNames, NamedClass } from './named-class.ts';
import type { Verdict } from './verdict.ts';

/** What a verdict says about who made a name. */
export type LikelyClasses = Pick<Verdict, 'family' | 'kind' | 'candidates' | 'familyProbability'>;

/** The least probability of a candidate for models that have none of their own: version 2's for sets that hold nine of ten families. */
export const DEFAULT_CANDIDATE_THRESHOLD = 0.16;

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
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] ?? 0;
    if (!(probability >= threshold)) continue;
    const named = names[index];
    if (named !== undefined) likely.push({ ...named, probability });
  }
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
