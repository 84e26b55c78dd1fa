import type { Interval } from '../intervals/wilson.ts';

/** What is shown where there is no figure. */
export const ABSENT = '–';
/** Decimals of a share on a page; a terminal shows one more. */
const PAGE_DECIMALS = 4;
export const TERMINAL_DECIMALS = 5;

/** Returns a number of things, such as `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Returns a share with a fixed number of decimals. */
export function formatRate(value: number | null | undefined, decimals = PAGE_DECIMALS): string {
  return value === null || value === undefined ? ABSENT : value.toFixed(decimals);
}

/** Returns a false-positive rate with two digits, whatever its size. */
export function rate(value: number | null | undefined): string {
  if (value === null || value === undefined) return ABSENT;
  if (value === 0) return '0';
  return value >= 0.1 ? value.toFixed(2) : shortExponent(value);
}

/** Returns 0.0012 as 1.2e-3, 0.001 as 1e-3. */
export function shortExponent(value: number): string {
  return Number(value.toPrecision(2)).toExponential();
}

/** Returns an interval as two shares. */
export function range(interval: Interval | null, decimals = PAGE_DECIMALS): string {
  if (interval === null) return ABSENT;
  return `${formatRate(interval.low, decimals)}–${formatRate(interval.high, decimals)}`;
}

/** Returns a threshold with six digits; those near 1 would all read 1.00000 with fewer. */
export function formatThreshold(value: number | null): string {
  return value === null ? ABSENT : String(Number(value.toPrecision(6)));
}

/** Returns what is shown for the family of DGA names whose family is not known. */
export function familyName(family: string | null): string {
  return family ?? '(not known)';
}

/** Returns a name from data without the control characters that could steer a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
