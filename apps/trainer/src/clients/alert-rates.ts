import type { AlertRate } from '@degas/inference';

import { MACHINE_MADE } from './clean-clients.ts';

/** Rates that levels and scores are read from, between and beyond them. */
const RATES = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4] as const;
/** A clean network's clients: so many are ordinary, the rest of hard kinds, all of them alike. */
const ORDINARY_SHARE = 0.6;
/** No hard kind may reach a value more often than this times the rate. */
const KIND_FACTOR = 3;
/** A rate is read off clients' own values where so many are above; a rarer one off the tail from a rate on, the mix's or a kind's. */
const FEWEST_TAIL = 20;
const TAIL_RATE = 3e-3;
const KIND_TAIL_RATE = 0.05;

/** Values of clean clients, by kind. */
export type CleanValues = ReadonlyMap<string, readonly number[]>;

/**
 * Returns the value of each rate: the lowest that clean clients together reach no more often, and no hard kind by itself three
 * times as often, nor all of these together. Advertisers' names bound nothing.
 */
export function alertRates(clean: CleanValues): AlertRate[] {
  const kinds = [...clean].filter(([kind]) => kind !== MACHINE_MADE);
  const hard = kinds
    .filter(([kind]) => kind !== 'ordinary')
    .map(([, values]) => descending(values));
  const together = descending(hard.flat());
  const mix = weighed(kinds);
  const rates: AlertRate[] = [];
  for (const rate of RATES) {
    const most = KIND_FACTOR * rate;
    const bounds = hard.map((values) => quantileOfTail(values, most));
    const logit = Math.max(mixed(mix, rate), quantile(together, most), ...bounds);
    // Rates fall as values rise, whatever the sample says.
    const before = rates.at(-1)?.logit ?? -Infinity;
    rates.push({ rate, logit: Math.max(logit, before + 1e-3) });
  }
  return rates;
}

/** Returns how often clients of the mix have more than the value. */
export function mixedRate(clean: CleanValues, value: number): number {
  const kinds = [...clean].filter(([kind]) => kind !== MACHINE_MADE);
  return kinds.reduce((sum, [kind, values]) => {
    const share = kind === 'ordinary' ? ORDINARY_SHARE : (1 - ORDINARY_SHARE) / (kinds.length - 1);
    return sum + share * shareAbove(values, value);
  }, 0);
}

export function shareAbove(values: readonly number[], value: number): number {
  return values.filter((each) => each > value).length / Math.max(1, values.length);
}

/** A value of a clean client with its share of the mix. */
interface Weighed {
  readonly value: number;
  readonly weight: number;
}

function weighed(kinds: readonly (readonly [string, readonly number[]])[]): Weighed[] {
  return kinds
    .flatMap(([kind, values]) => {
      const share =
        kind === 'ordinary' ? ORDINARY_SHARE : (1 - ORDINARY_SHARE) / (kinds.length - 1);
      return values.map((value) => ({ value, weight: share / values.length }));
    })
    .sort((a, b) => b.value - a.value);
}

/**
 * The value that the mix exceeds as often as the rate: the lowest one that it exceeds no more often, or, where few clients do, what
 * the tail above `TAIL_RATE` says if rates fall there by the same factor for each unit of the value.
 */
function mixed(sorted: readonly Weighed[], rate: number): number {
  const count = exceeding(sorted, rate);
  const found = sorted[count]?.value ?? -Infinity;
  if (count >= FEWEST_TAIL || rate >= TAIL_RATE) return found;
  const tail = sorted.slice(0, exceeding(sorted, TAIL_RATE));
  const from = sorted[tail.length]?.value ?? found;
  let [share, excess] = [0, 0];
  for (const { value, weight } of tail) {
    share += weight;
    excess += weight * (value - from);
  }
  return share === 0 ? found : from + (excess / share) * Math.log(share / rate);
}

/** How many of the highest values together have no more than the share. */
function exceeding(sorted: readonly Weighed[], share: number): number {
  let sum = 0;
  const at = sorted.findIndex(({ weight }) => (sum += weight) > share * (1 + 1e-9));
  return at < 0 ? sorted.length : at;
}

/** The value that a kind's clients reach as often as the rate, if rates fall in the tail by the same factor for each unit of the value. */
function quantileOfTail(sorted: readonly number[], rate: number): number {
  const count = Math.floor(KIND_TAIL_RATE * sorted.length);
  if (rate >= KIND_TAIL_RATE || rate * sorted.length >= FEWEST_TAIL || count === 0)
    return quantile(sorted, rate);
  const from = sorted[count] ?? 0;
  const excess = sorted.slice(0, count).reduce((sum, value) => sum + value - from, 0) / count;
  return from + excess * Math.log(KIND_TAIL_RATE / rate);
}

function quantile(sorted: readonly number[], rate: number): number {
  return sorted[Math.floor(rate * sorted.length)] ?? -Infinity;
}

function descending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => b - a);
}
