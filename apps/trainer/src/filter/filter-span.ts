import { TrainerError } from '../errors.ts';

const DAY_MS = 86_400_000;

/** The days of a filter. */
export interface FilterSpan {
  /** The first UTC day. */
  readonly from: Date;
  readonly days: number;
}

export interface SpanOptions {
  /** Such as `2027`. */
  readonly year?: string;
  /** Such as `2026-11`. */
  readonly month?: string;
  readonly from?: Date;
  readonly days?: number;
}

/** Returns the span that the options name: a year, a month, or days from a first one; the current month by default. */
export function filterSpan({ year, month, from, days }: SpanOptions, now: number): FilterSpan {
  const given = [year, month, from].filter((option) => option !== undefined).length;
  if (given > 1 || (days !== undefined && from === undefined)) {
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      'The days of the filter contradict each other or are incomplete. Expected one of --year 2027, --month 2026-11, or --from 2026-11-24 with --days 30; give one of them.',
    );
  }
  if (year !== undefined) return spanBetween(Number(year), 0, 12);
  if (month !== undefined) return monthSpan(month);
  if (from !== undefined) return { from, days: days ?? 1 };
  return monthSpan(new Date(now).toISOString().slice(0, 7));
}

/** Returns the days of a month such as `2026-11`. */
export function monthSpan(month: string): FilterSpan {
  return spanBetween(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1);
}

function spanBetween(year: number, month: number, months: number): FilterSpan {
  const from = new Date(Date.UTC(year, month, 1));
  const end = Date.UTC(year, month + months, 1);
  return { from, days: Math.round((end - from.getTime()) / DAY_MS) };
}
