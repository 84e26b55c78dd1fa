import type { HeadNames, NamedClass } from './named-class.ts';
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
  head: HeadNames,
): Float64Array {
  const probabilities = new Float64Array(head.names.length);
  writeNameProbabilities(values, from, head, probabilities, 0);
  return probabilities;
}

/**
 * Writes them to `out` from `to` on, where all are 0, and returns the logarithm of the sum of the values' powers: how strongly anything
 * at all is recognised.
 */
export function writeNameProbabilities(
  values: Float32Array,
  from: number,
  { names, ofClass }: HeadNames,
  out: Float64Array,
  to: number,
): number {
  let greatest = -Infinity;
  for (let i = 0; i < ofClass.length; i++) greatest = Math.max(greatest, values[from + i] ?? 0);
  let sum = 0;
  for (let i = 0; i < ofClass.length; i++) {
    const power = Math.exp((values[from + i] ?? 0) - greatest);
    sum += power;
    const name = to + (ofClass[i] ?? 0);
    out[name] = (out[name] ?? 0) + power;
  }
  const end = to + names.length;
  for (let name = to; name < end; name++) out[name] = (out[name] ?? 0) / sum;
  return greatest + Math.log(sum);
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
