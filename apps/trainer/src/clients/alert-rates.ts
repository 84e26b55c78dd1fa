import type { AlertRate } from '@degas/inference';

import { MACHINE_MADE } from './clean-clients.ts';

/** Rates that levels and scores are read from, between and beyond them. */
const RATES = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4] as const;
/** A clean network's clients: so many are ordinary, the rest of hard kinds, all of them alike. */
const ORDINARY_SHARE = 0.6;
/** No hard kind may reach a value more often than this times the rate. */
const KIND_FACTOR = 3;
/** A rate is read off a kind's own values where it stands on so many of them. */
const FEWEST_ABOVE = 3;

/** Values of clean clients, by kind. */
export type CleanValues = ReadonlyMap<string, readonly number[]>;

/**
 * Returns the value of each rate: the lowest that clean clients together reach no more often, and no hard kind by itself three
 * times as often. Kinds too small for a rate of their own are taken together. Advertisers' names bound nothing.
 */
export function alertRates(clean: CleanValues): AlertRate[] {
  const kinds = [...clean].filter(([kind]) => kind !== MACHINE_MADE);
  const hard = kinds
    .filter(([kind]) => kind !== 'ordinary')
    .map(([, values]) => descending(values));
  const together = descending(hard.flat());
  const rates: AlertRate[] = [];
  for (const rate of RATES) {
    const most = KIND_FACTOR * rate;
    const bounds = hard
      .filter((values) => most * values.length >= FEWEST_ABOVE)
      .map((values) => quantile(values, most));
    const logit = Math.max(mixed(kinds, rate), quantile(together, most), ...bounds);
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

/** The lowest value that the mix exceeds no more often than the rate. */
function mixed(kinds: readonly (readonly [string, readonly number[]])[], rate: number): number {
  const clean = new Map(kinds);
  const values = [...new Set(kinds.flatMap(([, each]) => each))].sort((a, b) => a - b);
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mixedRate(clean, values[middle] ?? 0) <= rate) high = middle;
    else low = middle + 1;
  }
  return values[low] ?? 0;
}

function quantile(sorted: readonly number[], rate: number): number {
  return sorted[Math.floor(rate * sorted.length)] ?? -Infinity;
}

function descending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => b - a);
}
