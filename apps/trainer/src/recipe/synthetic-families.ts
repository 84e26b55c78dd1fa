import type { LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/features';

/** Suffixes that DGAs are known to use. */
const SUFFIXES =
  'com net org info biz ru in cc tk pw xyz top me eu co su us de click site online club name tv ws cn kz nu fr uk it nl pro mobi space work date win bid party press host ga ml cf gq ddns.net dyndns.org no-ip.org hopto.org'.split(
    ' ',
  );
const NAMES_PER_FAMILY = 40;
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';
const VOWELS = 'aeiouy';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** A whole number below the given one. */
export type Random = (below: number) => number;

export interface SyntheticFamilies {
  readonly count: number;
  readonly seed: number;
  /** Draws what is a family's own, and gives what makes its labels. */
  readonly imagine: (random: Random) => () => string;
  /** Suffixes that a family has, at most. */
  readonly mostSuffixes: number;
  readonly family: string;
  readonly source: string;
}

/** DGA families that nobody has written yet: each draws suffixes and a way to make labels, and makes some names by them. */
export function* syntheticFamilies(options: SyntheticFamilies): Iterable<LabelledDomain> {
  const { count, seed, imagine, mostSuffixes, family, source } = options;
  const bits = randomBits(seed);
  const random: Random = (below) => bits() % below;
  for (let made = 0; made < count; made += NAMES_PER_FAMILY) {
    const label = imagine(random);
    const suffixes = Array.from({ length: 1 + random(mostSuffixes) }, () =>
      randomElement(SUFFIXES, random),
    );
    for (let i = 0; i < NAMES_PER_FAMILY; i++) {
      yield { domain: `${label()}.${randomElement(suffixes, random)}`, label: 1, family, source };
    }
  }
}

/**
 * Imagined families of letters, so that a network learns what such names have in common and not only the families that it was
 * shown: each draws an alphabet and lengths at random.
 */
export function syntheticNames(options: { count: number; seed: number }): Iterable<LabelledDomain> {
  return syntheticFamilies({
    ...options,
    imagine: syntheticLabels,
    mostSuffixes: 5,
    family: 'random-looking',
    source: 'imagined',
  });
}

/** A way to make labels: letters of a set, or syllables, of a fixed length or a range. */
function syntheticLabels(random: Random): () => string {
  const least = 7 + random(12);
  const most = random(2) === 0 ? least : least + 1 + random(10);
  const length = (): number => least + random(most - least + 1);
  if (random(4) === 0) return () => syllables(length(), random);
  const alphabet = syntheticAlphabet(random);
  return () => Array.from({ length: length() }, () => randomElement(alphabet, random)).join('');
}

function syntheticAlphabet(random: Random): string {
  switch (random(6)) {
    case 0:
      return `${DIGITS}abcdef`;
    case 1:
      return LETTERS + DIGITS;
    case 2:
      return `${LETTERS.slice(0, 16 + random(10))}${DIGITS.slice(0, random(11))}`;
    case 3:
      return CONSONANTS + VOWELS.slice(0, random(3));
    default:
      return random(2) === 0 ? LETTERS : LETTERS.slice(random(4), 22 + random(5));
  }
}

function syllables(length: number, random: Random): string {
  let text = '';
  let isVowel = random(2) === 0;
  while (text.length < length) {
    text += randomElement(isVowel ? VOWELS : CONSONANTS, random);
    // Now and then two of a kind.
    isVowel = random(6) === 0 ? isVowel : !isVowel;
  }
  return text;
}

export function randomElement<T>(values: ArrayLike<T>, random: Random): T {
  return values[random(values.length)] as T;
}
