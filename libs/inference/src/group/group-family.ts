import type { Engine } from '../engine/engine.ts';
import { nameProbabilities } from '../verdict/likely-classes.ts';
import type { HeadNames } from '../verdict/named-class.ts';
import type { WeighedName } from './group-verdict.ts';

/** How far one name's family probabilities can speak against a family. */
const LEAST_PROBABILITY = 0.001;

/** The family that most of a group's names are likely to be of. */
export interface GroupFamily {
  /** Null where none is likely enough, or the likeliest is no malware: names made up for training, attacks. */
  readonly family: string | null;
  /** Mean probability of the likeliest family over the names. */
  readonly probability: number;
}

/**
 * Pools the name network's family head over the names: the family with the greatest product of probabilities, each bounded below so
 * that a benign name among them can't rule a family out, weighed by the names' parts.
 */
export function groupFamily(
  engine: Engine,
  names: readonly WeighedName[],
  head: HeadNames,
  threshold: number,
): GroupFamily {
  const { familyScores } = engine;
  if (familyScores === null || names.length === 0) return { family: null, probability: 0 };
  engine.encode(
    names.map(({ name }) => name),
    names.length,
  );
  engine.run(names.length, -Infinity);
  const count = head.names.length;
  const products = new Float64Array(count);
  const means = new Float64Array(count);
  names.forEach(({ weight }, row) => {
    nameProbabilities(familyScores, row * head.ofClass.length, head).forEach((probability, i) => {
      means[i] = (means[i] ?? 0) + weight * probability;
      products[i] =
        (products[i] ?? 0) + weight * Math.log(Math.max(LEAST_PROBABILITY, probability));
    });
  });
  let best = 0;
  for (let family = 1; family < count; family++)
    if ((products[family] ?? 0) > (products[best] ?? 0)) best = family;
  const probability = means[best] ?? 0;
  const family = head.names[best]?.family ?? null;
  return { family: probability >= threshold ? family : null, probability };
}
