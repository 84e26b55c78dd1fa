import type { Engine } from '../engine/engine.ts';
import type { WeighedName } from './group-verdict.ts';

/** How far one name's family probabilities can speak against a family. */
const LEAST_PROBABILITY = 0.001;
/** Classes of training that are no malware's: made-up families and attacks. A group of theirs is of an unknown family. */
const NO_FAMILIES: ReadonlySet<string> = new Set([
  'random-looking',
  'dictionary-looking',
  'charbot',
  'disguised',
]);

/** The family that most of a group's names are likely to be of. */
export interface GroupFamily {
  /** null where none is likely enough. */
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
  families: readonly string[],
  threshold: number,
): GroupFamily {
  const { familyScores } = engine;
  if (familyScores === null || names.length === 0) return { family: null, probability: 0 };
  engine.encode(
    names.map(({ name }) => name),
    names.length,
  );
  engine.run(names.length, -Infinity);
  const count = families.length;
  const products = new Float64Array(count);
  const means = new Float64Array(count);
  const powers = new Float64Array(count);
  names.forEach(({ weight }, row) => {
    const from = row * count;
    let greatest = -Infinity;
    for (let i = from; i < from + count; i++) greatest = Math.max(greatest, familyScores[i] ?? 0);
    let sum = 0;
    for (let i = 0; i < count; i++)
      sum += powers[i] = Math.exp((familyScores[from + i] ?? 0) - greatest);
    for (let i = 0; i < count; i++) {
      const probability = (powers[i] ?? 0) / sum;
      means[i] = (means[i] ?? 0) + weight * probability;
      products[i] =
        (products[i] ?? 0) + weight * Math.log(Math.max(LEAST_PROBABILITY, probability));
    }
  });
  let best = 0;
  for (let family = 1; family < count; family++)
    if ((products[family] ?? 0) > (products[best] ?? 0)) best = family;
  const probability = means[best] ?? 0;
  const name = families[best] ?? null;
  const isNamed = name !== null && probability >= threshold && !NO_FAMILIES.has(name);
  return { family: isNamed ? name : null, probability };
}
