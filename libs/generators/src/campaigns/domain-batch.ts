import type { Campaign, Family } from '../family.ts';
import { generate } from '../generate.ts';

const DAY = 86_400_000;

/** How many names of an endless list are used: bots try far fewer before they sleep. */
export const NAMES_OF_ENDLESS_LIST = 10_000;

/** One list of names: a family, a campaign and an instant, which is `null` where the list never changes. */
export interface DomainBatch {
  readonly family: Family;
  readonly campaign: Campaign;
  readonly instant: Date | null;
}

/** Returns the known campaigns of a family: those it lists, or its default variant with every known seed. */
export function campaignsOf({ metadata }: Family): readonly Campaign[] {
  if (metadata.campaigns !== undefined) return metadata.campaigns;
  if (metadata.seedForm === 'none') return [{}];
  return metadata.knownSeeds.map((seed) => ({ seed }));
}

/**
 * Returns the lists of a family that are in use during a number of UTC days, each once, with the
 * first instant of its use; also those that never change.
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

/** Returns up to `count` names of a list. */
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
