import { GeneratorsError } from '../errors.ts';
import type { Family } from '../family.ts';
import { familyNamed, registry } from '../registry.ts';
import { batchesOf, namesOfBatch, type DomainBatch } from './domain-batch.ts';

const DAY = 86_400_000;

/** A name that a family makes, and the first of the asked days on which it does. */
export interface GeneratedName {
  readonly domain: string;
  readonly family: string;
  /** `2026-11-24`, UTC. */
  readonly date: string;
}

export interface NamesOnOptions {
  /** So many days before and after the date too: clocks differ, and bots look back. */
  readonly days?: number;
  /** Names or aliases; all date-seeded families whose names can be foreseen when not given. */
  readonly families?: readonly string[];
}

/**
 * Every name that the date-seeded families make on a UTC day (with `days`, on those around it
 * too) by the seeds known from the wild. Lazy; a list that lives for several days comes once.
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
      `The days ${String(days)} are no number of days before and after; give an integer from 0.`,
    );
  }
  const dated = (families?.map(familyNamed) ?? registry.filter(isPredictable))
    // A list that never changes belongs to no day; it is not what this question is about.
    .filter(({ metadata }) => metadata.dateSeeded);
  const from = new Date(date.getTime() - days * DAY);
  for (const family of dated) {
    yield* namesOfFamily(family, from, 2 * days + 1, Infinity, ({ instant }) => instant !== null);
  }
}

export interface NamesFromOptions {
  /** How many UTC days; 1 when not given. */
  readonly days?: number;
  /** Names or aliases; all date-seeded families whose names can be foreseen when not given. */
  readonly families?: readonly string[];
  /** So many names of a list at most. */
  readonly count?: number;
}

/**
 * As `namesOn`, from a day on, for blocklists: of families that are named, the lists that never
 * change are there too, with the first day.
 */
export function* namesFrom(
  from: Date,
  { days = 1, families, count = Infinity }: NamesFromOptions = {},
): Generator<GeneratedName, void> {
  checkDate(from);
  if (!Number.isInteger(days) || days < 1) {
    throw new GeneratorsError(
      'GENERATORS_BAD_COUNT',
      `The days ${String(days)} are no number of days; give an integer from 1.`,
    );
  }
  for (const family of families?.map(familyNamed) ?? registry.filter(isPredictable)) {
    const named = families !== undefined;
    yield* namesOfFamily(family, from, days, count, ({ instant }) => named || instant !== null);
  }
}

/** Whether a date alone, with known seeds, foretells a family's names. */
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
    'An invalid Date was given; give a valid one, such as new Date("2026-11-24").',
  );
}
