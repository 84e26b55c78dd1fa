import { GeneratorsError } from '../errors.ts';
import type { Family, GenerateOptions } from '../family.ts';
import { parseSeed } from '../primitives/parse-seed.ts';
import { SeededRandom } from '../primitives/seeded-random.ts';
import { familyNamed } from '../registry.ts';
import { dictionary, usableWords } from './dictionary.ts';
import { seedMakers } from './seed-makers.ts';

/** With so many draws in a row that were known already, the family has no more. */
const PATIENCE = 1000;

/** A word-list family needs short and long words, and Suppobox 384 different ones. */
const FEWEST_WORDS = 500;

export interface PlausibleSeedsOptions {
  readonly count: number;
  /** Of the draws. */
  readonly seed: number;
  /** The dictionary of word-list families; the words of all their known lists when not given. */
  readonly words?: readonly string[];
}

/**
 * Made-up campaigns of a family, for `generate(family, { ...campaign, date })`: seeds, keys and
 * word lists in the form that the known ones have. They are plausible and not observed: for
 * training and tests, of no use for blocklists.
 *
 * All are different, and none has a known seed. A family without anything to vary (its names
 * follow from the date alone) gives its known variants, each once: vary the date.
 *
 * @example
 * for (const campaign of plausibleSeeds('ramnit', { count: 100, seed: 1 })) {
 *   names.push(...generate('ramnit', { ...campaign, count: 50 }));
 * }
 */
export function plausibleSeeds(
  family: string,
  { count, seed, words }: PlausibleSeedsOptions,
): readonly GenerateOptions[] {
  const known = familyNamed(family);
  const { name } = known.metadata;
  if (!Number.isInteger(count) || count < 0) {
    throw new GeneratorsError(
      'GENERATORS_BAD_COUNT',
      `The count ${String(count)} is no number of campaigns; give an integer from 0.`,
    );
  }
  const usable = words === undefined ? dictionary() : usableWords(words);
  if (usable.length < FEWEST_WORDS) {
    throw new GeneratorsError(
      'GENERATORS_BAD_PARAMETER',
      `${usable.length} different words of three or more letters a–z were given, but a dictionary of ${FEWEST_WORDS} was expected; give more words, or none for the words of the known lists.`,
    );
  }
  const make = seedMakers[name];
  if (make === undefined) return variantsOf(known).slice(0, count);
  const random = new SeededRandom(seed);
  const seen = new Set<string>();
  const made: GenerateOptions[] = [];
  for (let misses = 0; made.length < count && misses < PATIENCE;) {
    const campaign = make(random, usable);
    const key = JSON.stringify(campaign);
    if (seen.has(key) || hasKnownSeed(known, campaign)) {
      misses++;
      continue;
    }
    misses = 0;
    seen.add(key);
    made.push(campaign);
  }
  return made;
}

/** The campaigns that a family names, or its variants. */
function variantsOf({ metadata }: Family): readonly GenerateOptions[] {
  const { campaigns, variants } = metadata;
  return (
    campaigns?.map((campaign) => ({ ...campaign })) ??
    variants.map((variant) => (variant === variants[0] ? {} : { variant }))
  );
}

function hasKnownSeed({ metadata }: Family, { seed }: GenerateOptions): boolean {
  if (seed === undefined) return false;
  const { knownSeeds, seedForm } = metadata;
  return knownSeeds.some((known) =>
    seedForm === 'hexadecimal' || seedForm === 'decimal'
      ? parseSeed(known, seedForm) === seed
      : String(known) === seed,
  );
}
