import { families, generate, namesOn, type FamilyMetadata } from '@degas/generators';

import { DatasetError } from '../errors.ts';

/** A span of UTC days for whose lists a popularity list is searched. */
export interface KnownDgaDays {
  /** The first day, such as `2020-01-01`. */
  readonly from: string;
  readonly days: number;
}

/** Which generated names benign lists are searched for: those of lists that never change, or of some days too. */
export type KnownDgaSearch = 'unchanging' | KnownDgaDays;

export interface KnownDgaName {
  readonly domain: string;
  readonly family: string;
}

/**
 * A generated label shorter than this is not evidence against a benign name: by chance alone there are thousands of them
 * (all from qsnatch) on any long list.
 */
export const MIN_SIGNIFICANT_LABEL = 6;

const DAY = 86_400_000;
/** Days that are asked for at a time: lists that live for weeks are made once in each span. */
const SPAN = 31;

/** Every name that a generator makes from known seeds: lists that never change, then those of the days, if any. */
export function knownDgaNames(search: KnownDgaSearch): Iterable<KnownDgaName> {
  if (search !== 'unchanging') refuseNoDays(search);
  return significantNames(search);
}

function* significantNames(search: KnownDgaSearch): Generator<KnownDgaName> {
  for (const metadata of families()) {
    for (const domain of unchangingNames(metadata)) {
      if (isSignificant(domain)) yield { domain: domain.toLowerCase(), family: metadata.name };
    }
  }
  for (const [middle, around] of search === 'unchanging' ? [] : spansOf(search)) {
    for (const { domain, family } of namesOn(middle, { days: around })) {
      if (isSignificant(domain)) yield { domain: domain.toLowerCase(), family };
    }
  }
}

const isSignificant = (domain: string): boolean => domain.indexOf('.') >= MIN_SIGNIFICANT_LABEL;

function* unchangingNames(metadata: FamilyMetadata): Generator<string> {
  const { name, predictable, namesPerPeriod, variants, dateSeeded, undatedVariants } = metadata;
  if (!predictable || namesPerPeriod === null) return;
  const seeds = metadata.seedForm === 'none' ? [{}] : metadata.knownSeeds.map((seed) => ({ seed }));
  for (const campaign of metadata.campaigns ?? seeds) {
    const { variant = variants[0] } = campaign as { variant?: string };
    if (!dateSeeded || undatedVariants?.includes(variant) === true) {
      yield* generate(name, { ...campaign });
    }
  }
}

/** The middle of each span and the days around it. */
function* spansOf({ from, days }: KnownDgaDays): Generator<[middle: Date, around: number]> {
  for (let start = 0; start < days; start += SPAN) {
    const around = Math.floor(Math.min(SPAN, days - start) / 2);
    yield [new Date(Date.parse(from) + (start + around) * DAY), around];
  }
}

function refuseNoDays({ from, days }: KnownDgaDays): void {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from));
  if (isDay && Number.isInteger(days) && days > 0) return;
  throw new DatasetError(
    'DATASET_OPTION_INVALID',
    `Known DGA names were asked for ${days} days from ${from}; ` +
      'give a day such as 2020-01-01 and at least one day.',
  );
}
