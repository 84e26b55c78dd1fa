import { type GroupNetwork, runGroupNetwork } from './group-network.ts';
import type { WeighedName } from './group-verdict.ts';

/** How far one name's family probabilities can speak against a family. */
const LEAST_LOGARITHM = Math.log(0.001);
/** Classes of training that are no malware's: made-up families and attacks. A group of theirs is of an unknown family. */
const NO_FAMILIES: ReadonlySet<string> = new Set([
  'random-looking',
  'dictionary-looking',
  'charbot',
  'disguised',
]);

/** Numbers that say how well a group fits its likeliest family. */
export const FAMILY_INPUTS = 12;

/** The family that a group's names resemble most, and how much. */
export interface FamilyReading {
  /** null where the likeliest class is no malware's. */
  readonly family: string | null;
  /** Mean probability of the likeliest family over the names. */
  readonly probability: number;
  /** What a network reads that tells a family that is known from one that is not. */
  readonly inputs: Float32Array;
}

/**
 * Pools the name network's family head over the names: the family with the greatest product of probabilities, each bounded below so
 * that a benign name among them can't rule a family out, weighed by the names' parts. `scores` are what the head gives each name.
 * Null where there is nothing to pool.
 */
export function readFamily(
  names: readonly WeighedName[],
  scores: readonly Float32Array[],
  families: readonly string[],
): FamilyReading | null {
  if (names.length === 0 || families.length === 0) return null;
  const count = families.length;
  const probabilities = new Float64Array(names.length * count);
  const products = new Float64Array(count);
  const means = new Float64Array(count);
  // What is beside the softmax: how strongly anything at all is recognised.
  let [energy, entropy] = [0, 0];
  const winners: number[] = [];
  names.forEach(({ weight }, row) => {
    const from = row * count;
    const ofName = scores[row] ?? [];
    let greatest = -Infinity;
    let winner = 0;
    for (let i = 0; i < count; i++) {
      const score = ofName[i] ?? 0;
      if (score <= greatest) continue;
      greatest = score;
      winner = i;
    }
    winners.push(winner);
    let sum = 0;
    for (let i = 0; i < count; i++)
      sum += probabilities[from + i] = Math.exp((ofName[i] ?? 0) - greatest);
    const whole = greatest + Math.log(sum);
    energy += weight * whole;
    for (let i = 0; i < count; i++) {
      const probability = (probabilities[from + i] ?? 0) / sum;
      const logarithm = (ofName[i] ?? 0) - whole;
      probabilities[from + i] = probability;
      means[i] = (means[i] ?? 0) + weight * probability;
      entropy -= weight * probability * logarithm;
      products[i] = (products[i] ?? 0) + weight * Math.max(LEAST_LOGARITHM, logarithm);
    }
  });
  const ranking = Array.from(products, (_, i) => i).sort(
    (a, b) => (products[b] ?? 0) - (products[a] ?? 0),
  );
  const [best = 0, second = best] = ranking;
  const outside = ranking.find((i) => NO_FAMILIES.has(families[i] ?? '')) ?? second;
  const own = names.map((_, row) => probabilities[row * count + best] ?? 0).sort((a, b) => a - b);
  const largest = winners.filter((winner) => winner === best).length;
  const at = (share: number): number => own[Math.floor(share * (own.length - 1))] ?? 0;
  const probability = means[best] ?? 0;
  const name = families[best] ?? null;
  return {
    family: name === null || NO_FAMILIES.has(name) ? null : name,
    probability,
    inputs: Float32Array.of(
      probability,
      (products[best] ?? 0) / 4,
      ((products[best] ?? 0) - (products[second] ?? 0)) / 4,
      ((products[best] ?? 0) - (products[outside] ?? 0)) / 4,
      at(0),
      at(0.25),
      at(0.5),
      at(0.75),
      largest / names.length,
      energy / 8,
      entropy,
      Math.log(names.length) / 3,
    ),
  };
}

/** Returns how likely the reading's family is the group's own: by the network, or where a model has none the mean probability. */
export function familyProbability(
  { probability, inputs }: FamilyReading,
  network: GroupNetwork | null,
): number {
  return network === null ? probability : 1 / (1 + Math.exp(-runGroupNetwork(network, inputs)));
}
