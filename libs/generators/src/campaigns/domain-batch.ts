import type { Campaign, Family } from '../family.ts';
import { generate } from '../generate.ts';

const DAY = 86_400_000;

/** Of lists without an end so many names are taken: bots try far fewer before they sleep. */
export const NAMES_OF_ENDLESS_LIST = 10_000;

/** One list of names: a family, a campaign and an instant; `null` where the list never changes. */
export interface DomainBatch {
  readonly family: Family;
  readonly campaign: Campaign;
  readonly instant: Date | null;
}

/** The campaigns to foresee: those that the family names, or its default variant with every known seed. */
export function campaignsOf({ metadata }: Family): readonly Campaign[] {
  if (metadata.campaigns !== undefined) return metadata.campaigns;
  if (metadata.seedForm === 'none') return [{}];
  return metadata.knownSeeds.map((seed) => ({ seed }));
}

/**
 * The lists of a family that are in use from midnight of a UTC day on for so many days, each once,
 * at the first instant at which it was met; then those that never change.
 */
export function* batchesOf(family: Family, from: Date, days: number): Iterable<DomainBatch> {
  const { metadata, listKey } = family;
  const midnight = from.getTime() - (from.getTime() % DAY);
  for (const campaign of campaignsOf(family)) {
    const variant = campaign.variant ?? metadata.variants[0];
    if (!metadata.dateSeeded || metadata.undatedVariants?.includes(variant)) {
      yield { family, campaign, instant: null };
      continue;
    }
    const met = new Set<string>();
    for (let index = 0; index < days; index++) {
      for (const second of metadata.secondsOfDay ?? [0]) {
        const instant = new Date(midnight + index * DAY + second * 1000);
        const key = listKey?.(instant, variant) ?? instant.toISOString();
        if (met.has(key)) continue;
        met.add(key);
        yield { family, campaign, instant };
      }
    }
  }
}

/** The names of a list, `count` at most. */
export function namesOfBatch(
  { family, campaign, instant }: DomainBatch,
  count = countOf(family, campaign),
): Iterable<string> {
  return generate(family.metadata.name, {
    ...campaign,
    count,
    ...(instant !== null && { date: instant }),
  });
}

function countOf({ metadata }: Family, { variant }: Campaign): number {
  const { namesPerVariant, namesPerPeriod, variants } = metadata;
  return namesPerVariant?.[variant ?? variants[0]] ?? namesPerPeriod ?? NAMES_OF_ENDLESS_LIST;
}
