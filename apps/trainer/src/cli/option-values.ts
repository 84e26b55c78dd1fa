import { InvalidArgumentError } from 'commander';

export const example = (line: string): string => `\nExample:\n  $ ${line}`;

/** Collects the values of an option that may be given several times. */
export function repeated(value: string, others: readonly string[]): readonly string[] {
  return [...others, value];
}

export function count(value: string): number {
  const number = /^-\d+$/.test(value) ? Number(value) : whole(value);
  if (number < 1) throw new InvalidArgumentError('It must be 1 or more.');
  return number;
}

export function whole(value: string): number {
  if (/^-\d+$/.test(value)) throw new InvalidArgumentError('It must be 0 or more.');
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

export function share(value: string): number {
  const number = Number(value);
  if (!(value.trim() !== '' && number >= 0 && number <= 1)) {
    throw new InvalidArgumentError('It must be from 0 to 1.');
  }
  return number;
}

export function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < Infinity)) throw new InvalidArgumentError('It must be above 0.');
  return number;
}

export function notNegative(value: string): number {
  const number = Number(value);
  if (value === '' || !(number >= 0 && number < Infinity)) {
    throw new InvalidArgumentError('It must be a number from 0.');
  }
  return number;
}

export function splits(value: string): number {
  const number = whole(value);
  if (number < 2) throw new InvalidArgumentError('It must be 2 or more.');
  return number;
}

export function classWeight(value: string): number | 'balanced' {
  return value === 'balanced' ? value : positive(value);
}

export function operatingPoint(value: string): 'low' | 'medium' | 'high' | number {
  if (value === 'low' || value === 'medium' || value === 'high') return value;
  const score = Number(value);
  if (value.trim() === '' || !(score >= 0 && score <= 1)) {
    throw new InvalidArgumentError(
      'Allowed choices are low, medium, high, or a score from 0 to 1.',
    );
  }
  return score;
}

export function day(value: string): Date {
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new InvalidArgumentError('It must be a day such as 2026-11-24.');
  }
  return date;
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a duration such as `90m`, `24h` or `7d`; returns milliseconds. */
export function duration(value: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([mhd])$/.exec(value) ?? [];
  const milliseconds = Number(number) * (UNITS_MS[unit] ?? NaN);
  if (milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError('It must be a number of minutes, hours or days: 90m, 24h, 7d.');
}

export function year(value: string): string {
  if (!/^(?:19|20|21)\d\d$/.test(value)) {
    throw new InvalidArgumentError('It must be a year such as 2027.');
  }
  return value;
}

export function month(value: string): string {
  if (!/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/.test(value)) {
    throw new InvalidArgumentError('It must be a month such as 2026-11.');
  }
  return value;
}

/** Names with commas between. */
export function familyList(value: string): readonly string[] {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('It must be names such as tinba,qakbot.');
  return names;
}
