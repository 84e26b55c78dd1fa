import type { RankedNames } from './group-evidence.ts';
import type { NameShape } from './name-shape.ts';

/** What the network over one name reads beside the name network's features. */
const OWN_NUMBERS = 11;
/** Which of the sorted values are given as they are. */
const RANKS = [0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 19, 24, 31, 47] as const;
/** Probabilities that a name is a campaign's, before it is looked at. */
const PRIORS = [0.03, 0.1, 0.3, 0.6] as const;
/** Values from which on names are counted. */
const COUNTED = [-3, -2, -1, 0, 1, 2, 3, 4] as const;
const ABSENT = -8;
/** Values are cut off here: no name may outweigh many. */
const WIDEST = 8;

/** Log likelihood ratios of the list in hand, one for each of the priors. */
const ratios = new Float64Array(PRIORS.length);

/** Numbers that a list's names are described by. */
export const NAME_EVIDENCE = RANKS.length + PRIORS.length + 2 * COUNTED.length + 3;

/** Returns how many numbers the network over one name reads, with so many features a name. */
export function nameInputs(featureCount: number): number {
  return featureCount + OWN_NUMBERS;
}

/** Returns which of these numbers says whether all names of the list failed. */
export function failingInput(featureCount: number): number {
  return featureCount;
}

/** Writes what the network over one name reads behind its features: its logit, its shape, and whether all names it is among failed. */
export function writeNameNumbers(
  logit: number,
  shape: NameShape,
  isOfFailing: boolean,
  out: Float32Array,
  from: number,
): void {
  let at = from;
  out[at++] = isOfFailing ? 1 : 0;
  out[at++] = logit / 4;
  out[at++] = Math.max(0, logit) / 4;
  out[at++] = shape.length / 12;
  out[at++] = shape.vowels * 2;
  out[at++] = shape.digits * 2;
  out[at++] = shape.hyphens > 0 ? 1 : 0;
  out[at++] = shape.consonantRun / 6;
  out[at++] = shape.entropy / 3;
  out[at++] = shape.firstDigit;
  out[at++] = shape.suffix.length / 6;
}

/**
 * Writes what the names of a list say one by one, summed over all that are ranked: sorted log odds that a name is a campaign's,
 * log likelihood ratios of the whole list for several shares of such names, counts. Cuts the odds off and sorts them, in their place.
 */
export function writeNameEvidence(
  { total }: RankedNames,
  odds: Float64Array,
  out: Float32Array,
  from: number,
): void {
  for (let i = 0; i < odds.length; i++) odds[i] = Math.min(WIDEST, Math.max(-WIDEST, odds[i] ?? 0));
  const sorted = odds.sort().reverse();
  let at = from;
  for (const rank of RANKS) out[at++] = (sorted[rank] ?? ABSENT) / 4;
  ratios.fill(0);
  for (const value of sorted) {
    const power = Math.exp(value);
    for (let i = 0; i < PRIORS.length; i++) {
      const prior = PRIORS[i] ?? 0;
      ratios[i] = (ratios[i] ?? 0) + Math.log(1 - prior + prior * power);
    }
  }
  for (const ratio of ratios) out[at++] = Math.sign(ratio) * Math.log1p(Math.abs(ratio));
  for (const bound of COUNTED) {
    let count = 0;
    while (count < sorted.length && (sorted[count] ?? 0) >= bound) count++;
    out[at++] = Math.log1p(count) / 2;
    out[at++] = count / Math.max(1, sorted.length);
  }
  let [sum, positive] = [0, 0];
  for (const value of sorted) {
    sum += value;
    positive += Math.max(0, value);
  }
  out[at++] = sum / Math.max(1, sorted.length) / 4;
  out[at++] = Math.log1p(positive) / 2;
  out[at++] = Math.log1p(total) / 4;
}
