import type { OperatingPoint } from '../format/compiled-model.ts';
import type { AlertRate } from './group-header.ts';

/** One client in so many is infected, where nothing else is known. */
const PRIOR = 1e-3;
/** Steepest fall of the rate beyond the last one that was measured, in powers of ten for each unit of the network's value. */
const BEYOND = 0.25;

const levelRates = [
  ['high', 1e-4],
  ['medium', 1e-3],
  ['low', 1e-2],
] as const satisfies readonly (readonly [OperatingPoint['level'], number])[];

/** Returns how often a clean client reaches the value in a day: between measured rates on a line of their logarithms. */
export function alertRate(logit: number, rates: readonly AlertRate[]): number {
  const above = rates.findIndex((point) => point.logit > logit);
  const last = rates.at(-1);
  if (last === undefined) return 1;
  if (above < 0) return last.rate * 10 ** (-BEYOND * (logit - last.logit));
  const [before, after] = [rates[above - 1], rates[above]];
  if (after === undefined) return 1;
  // Below the first, an everyday value: towards every client, the lower it is.
  if (before === undefined) return 1 - (1 - after.rate) * Math.exp(logit - after.logit);
  const share = (logit - before.logit) / (after.logit - before.logit);
  return before.rate * (after.rate / before.rate) ** share;
}

/** Returns the score of a value that clean clients reach at the rate. */
export function alertScore(rate: number): number {
  return PRIOR / (PRIOR + rate);
}

/** Returns the strictest level whose rate is not exceeded. */
export function alertLevel(rate: number): OperatingPoint['level'] | null {
  // A rate that was measured is its level's in spite of rounding.
  return levelRates.find(([, most]) => rate <= most * (1 + 1e-6))?.[0] ?? null;
}
