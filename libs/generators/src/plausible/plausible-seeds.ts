import { GeneratorsError } from '../errors.ts';
import type { Family, GenerateOptions } from '../family.ts';
import { parseSeed } from '../primitives/parse-seed.ts';
import { SeededRandom } from '../primitives/seeded-random.ts';
import { familyNamed } from '../registry.ts';
import { dictionary, usableWords } from './dictionary.ts';
import { seedMakers } from './seed-makers.ts';

/** After this many duplicate draws in a row, a family has no more campaigns. */
const PATIENCE = 1000;

/** Minimum size of a dictionary: Suppobox needs 384 distinct words. */
const MIN_WORDS = 500;

export interface PlausibleSeedsOptions {
  readonly count: number;
  /** Seed of the random draws. */
  readonly seed: number;
  /** The dictionary of word-list families; by default the words of all their known lists. */
  readonly words?: readonly string[];
}

/**
 * Returns made-up campaigns of a family, for `generate(family, { ...campaign, date })`: seeds, keys
 * and word lists in the form of the known ones. They are plausible, not observed: use them for
 * training and tests, not for blocklists.
 *
 * All are distinct, and none has a known seed. For a family that depends on the date alone, its
 * known variants are returned: vary the date.
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
      `The count ${String(count)} is not a number of campaigns. Expected an integer of at least 0.`,
    );
  }
  const usable = words === undefined ? dictionary() : usableWords(words);
  if (usable.length < MIN_WORDS) {
    throw new GeneratorsError(
      'GENERATORS_BAD_PARAMETER',
      `The dictionary has ${usable.length} distinct words of three or more letters a–z. Expected at least ${MIN_WORDS}. Add words, or omit it to use those of the known lists.`,
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

/** Returns the campaigns of a family, or its variants where it lists none. */
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
