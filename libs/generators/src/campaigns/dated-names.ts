import { GeneratorsError } from '../errors.ts';
import type { Family } from '../family.ts';
import { familyNamed, registry } from '../registry.ts';
import { batchesOf, namesOfBatch, type DomainBatch } from './domain-batch.ts';

const DAY = 86_400_000;

/** A generated name, its family and the first of the requested days on which it is in use. */
export interface GeneratedName {
  readonly domain: string;
  readonly family: string;
  /** `2026-11-24`, UTC. */
  readonly date: string;
}

export interface NamesOnOptions {
  /** Days before and after the date to include, as clocks differ and bots look back; 0 by default. */
  readonly days?: number;
  /** Names or aliases; by default all date-seeded families whose names can be predicted. */
  readonly families?: readonly string[];
}

/**
 * Returns every name that the date-seeded families generate for a UTC day (with `days`, for those
 * around it too) from the known seeds. Lazy; a list that is in use for several days occurs once.
 *
 * @example
 * const blocked = new Set<string>();
 * for (const { domain } of namesOn(new Date('2026-11-24'), { days: 1 })) blocked.add(domain);
 */
export function* namesOn(
  date: Date,
  { days = 0, families }: NamesOnOptions = {},
): Generator<GeneratedName, void> {
  checkDate(date);
  if (!Number.isInteger(days) || days < 0) {
    throw new GeneratorsError(
      'GENERATORS_BAD_COUNT',
      `The number of days before and after is ${String(days)}. Expected an integer of at least 0.`,
    );
  }
  const dated = (families?.map(familyNamed) ?? registry.filter(isPredictable))
    // A list that never changes does not belong to a day.
    .filter(({ metadata }) => metadata.dateSeeded);
  const from = new Date(date.getTime() - days * DAY);
  for (const family of dated) {
    yield* namesOfFamily(family, from, 2 * days + 1, Infinity, ({ instant }) => instant !== null);
  }
}

export interface NamesFromOptions {
  /** Number of UTC days; 1 by default. */
  readonly days?: number;
  /** Names or aliases; by default all date-seeded families whose names can be predicted. */
  readonly families?: readonly string[];
  /** Maximum number of names of a list. */
  readonly count?: number;
}

/**
 * As `namesOn`, for the days from `from` on, for blocklists. For families given by name, lists that
 * never change are included, with the first day.
 */
export function* namesFrom(
  from: Date,
  { days = 1, families, count = Infinity }: NamesFromOptions = {},
): Generator<GeneratedName, void> {
  checkDate(from);
  if (!Number.isInteger(days) || days < 1) {
    throw new GeneratorsError(
      'GENERATORS_BAD_COUNT',
      `The number of days is ${String(days)}. Expected an integer of at least 1.`,
    );
  }
  for (const family of families?.map(familyNamed) ?? registry.filter(isPredictable)) {
    const named = families !== undefined;
    yield* namesOfFamily(family, from, days, count, ({ instant }) => named || instant !== null);
  }
}

/** Whether the names of a family can be predicted from the date and the known seeds. */
function isPredictable({ metadata }: Family): boolean {
  return metadata.dateSeeded && metadata.predictable;
}

function* namesOfFamily(
  family: Family,
  from: Date,
  days: number,
  count: number,
  isWanted: (list: DomainBatch) => boolean,
): Generator<GeneratedName, void> {
  for (const list of batchesOf(family, from, days)) {
    if (!isWanted(list)) continue;
    const date = (list.instant ?? from).toISOString().slice(0, 10);
    let left = count;
    for (const domain of namesOfBatch(list)) {
      if (left-- <= 0) break;
      yield { domain, family: family.metadata.name, date };
    }
  }
}

function checkDate(date: Date): void {
  if (!Number.isNaN(date.getTime())) return;
  throw new GeneratorsError(
    'GENERATORS_BAD_DATE',
    'The date is invalid. Pass a valid Date, such as new Date("2026-11-24").',
  );
}
