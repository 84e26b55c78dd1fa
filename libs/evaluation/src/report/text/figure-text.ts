import type { Interval } from '../../intervals/wilson.ts';

/** Figures for a terminal, a dash where there is none. */
export function formatRate(value: number | null): string {
  return value === null ? '-' : value.toFixed(5);
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

export function range(interval: Interval | null): string {
  return interval === null ? '-' : `${formatRate(interval.low)}–${formatRate(interval.high)}`;
}

/** A threshold in six digits; those near 1 would all read 1.00000 with fewer. */
export function formatThreshold(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(6)));
}

/** Names from data go to a terminal without the control characters that could steer it. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
