import { GeneratorsError } from './errors.ts';
import { type Family } from './family.ts';
import { listsOf, namesOfList } from './name-list.ts';
import { familyNamed, registry } from './registry.ts';

const day = 86_400_000;

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

/** The families that a date alone, with known seeds, foretells. */
function foreseeable(): readonly Family[] {
  return registry.filter(({ metadata }) => metadata.dateSeeded && metadata.predictable);
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
  if (Number.isNaN(date.getTime())) {
    throw new GeneratorsError(
      'GENERATORS_BAD_DATE',
      'An invalid Date was given; give a valid one, such as new Date("2026-11-24").',
    );
  }
  if (!Number.isInteger(days) || days < 0) {
    throw new GeneratorsError(
      'GENERATORS_BAD_COUNT',
      `The days ${String(days)} are no number of days before and after; give an integer from 0.`,
    );
  }
  const from = new Date(date.getTime() - days * day);
  for (const family of families?.map(familyNamed) ?? foreseeable()) {
    for (const list of listsOf(family, from, 2 * days + 1)) {
      // A list that never changes belongs to no day; it is not what this question is about.
      if (list.instant === null) continue;
      const name = family.metadata.name;
      const onDay = list.instant.toISOString().slice(0, 10);
      for (const domain of namesOfList(list)) yield { domain, family: name, date: onDay };
    }
  }
}
