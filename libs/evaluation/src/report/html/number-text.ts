import type { Interval } from '../../intervals/wilson.ts';

/** Stands where there is no figure. */
export const ABSENT = '–';

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A share with four decimals. */
export function formatRate(value: number | null | undefined): string {
  return value === null || value === undefined ? ABSENT : value.toFixed(4);
}

/** A false-positive rate with two digits, whatever its size. */
export function rate(value: number | null | undefined): string {
  if (value === null || value === undefined) return ABSENT;
  if (value === 0) return '0';
  return value >= 0.1 ? value.toFixed(2) : shortExponent(value);
}

/** 0.0012 as 1.2e-3, 0.001 as 1e-3. */
export function shortExponent(value: number): string {
  return Number(value.toPrecision(2)).toExponential();
}

export function range(interval: Interval | null): string {
  return interval === null ? ABSENT : `${interval.low.toFixed(4)}–${interval.high.toFixed(4)}`;
}

/** A threshold in six digits. */
export function formatThreshold(value: number | null): string {
  return value === null ? ABSENT : String(Number(value.toPrecision(6)));
}

/** What stands for the family of DGA names whose family is not known. */
export function familyName(family: string | null): string {
  return family ?? '(not known)';
}
