import type { HeadNames } from '../verdict/named-class.ts';
import { writeProbabilities } from '../verdict/write-probabilities.ts';
import { type GroupNetwork, runGroupNetwork } from './group-network.ts';
import type { WeighedName } from './group-verdict.ts';
import type { NameReading } from './name-readings.ts';

/** How far one name's family probabilities can speak against a family. */
const LOWEST_LOG = Math.log(0.001);
/** Probabilities below add nothing to an entropy. */
const LEAST_ENTROPY = 1e-9;

const NO_VALUES = new Float32Array(0);
const NOTHING = { families: null, familiesFrom: 0 };

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

/** What is worked out for the group in hand: arrays for each would cost as much as the numbers. */
let room = new Float64Array(0);

/**
 * Pools the name network's family head over the names: the family with the greatest product of probabilities, each bounded below so
 * that a benign name among them can't rule a family out, weighed by the names' parts. `readings` have what the head gives each name.
 * Null where there is nothing to pool.
 */
export function readFamily(
  names: readonly WeighedName[],
  readings: readonly Pick<NameReading, 'families' | 'familiesFrom'>[],
  head: HeadNames,
): FamilyReading | null {
  const count = head.names.length;
  if (names.length === 0 || count === 0) return null;
  const ofAll = names.length * count;
  if (room.length < ofAll + 2 * count) room = new Float64Array(ofAll + 2 * count);
  room.fill(0);
  const probabilities = room.subarray(0, ofAll);
  const products = room.subarray(ofAll, ofAll + count);
  const logs = room.subarray(ofAll + count, ofAll + 2 * count);
  // What is beside the softmax: how strongly anything at all is recognised.
  let [energy, entropy] = [0, 0];
  const winners: number[] = [];
  for (let row = 0; row < names.length; row++) {
    const weight = names[row]?.weight ?? 0;
    const { families, familiesFrom } = readings[row] ?? NOTHING;
    const from = row * count;
    energy +=
      weight *
      writeProbabilities(
        families ?? NO_VALUES,
        familiesFrom,
        head.ofClass,
        probabilities,
        from,
        logs,
      );
    let winner = 0;
    let greatest = probabilities[from] ?? 0;
    for (let i = 0; i < count; i++) {
      const probability = probabilities[from + i] ?? 0;
      if (probability > greatest) {
        winner = i;
        greatest = probability;
      }
      const log = logs[i] ?? 0;
      if (probability > LEAST_ENTROPY) entropy -= weight * probability * log;
      products[i] = (products[i] ?? 0) + weight * Math.max(log, LOWEST_LOG);
    }
    winners.push(winner);
  }
  const best = greatestOf(products, () => true) ?? 0;
  const second = greatestOf(products, (i) => i !== best) ?? best;
  const outside = greatestOf(products, (i) => head.names[i]?.family == null) ?? second;
  const own = names.map((_, row) => probabilities[row * count + best] ?? 0).sort((a, b) => a - b);
  const largest = winners.filter((winner) => winner === best).length;
  const at = (share: number): number => own[Math.floor(share * (own.length - 1))] ?? 0;
  let probability = 0;
  for (let row = 0; row < names.length; row++)
    probability += (names[row]?.weight ?? 0) * (probabilities[row * count + best] ?? 0);
  return {
    family: head.names[best]?.family ?? null,
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

/** Returns where the greatest value is of those places that are asked for, the first of equal ones; null where there is none. */
function greatestOf(values: Float64Array, isAsked: (index: number) => boolean): number | null {
  let best: number | null = null;
  for (let i = 0; i < values.length; i++)
    if (isAsked(i) && (best === null || (values[i] ?? 0) > (values[best] ?? 0))) best = i;
  return best;
}

/** Returns how likely the reading's family is the group's own: by the network, or where a model has none the mean probability. */
export function familyProbability(
  { probability, inputs }: FamilyReading,
  network: GroupNetwork | null,
): number {
  return network === null ? probability : 1 / (1 + Math.exp(-runGroupNetwork(network, inputs)));
}
