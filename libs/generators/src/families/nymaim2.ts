import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';
import { elementAt } from '../primitives/element-at.ts';
import { lazyWords } from '../wordlists/lazy-words.ts';
import { NYMAIM2_FIRST } from '../wordlists/nymaim2-first.ts';
import { NYMAIM2_SECOND } from '../wordlists/nymaim2-second.ts';
import { NYMAIM2_TLD } from '../wordlists/nymaim2-tld.ts';

const KEY = hexDigest('md5', '3138C81ED54AD5F8E905555A6623C9C9');
const DAYS_BACK = 10;
const NAMES_PER_DAY = 64;

const firstOfTheWild = lazyWords(NYMAIM2_FIRST);
const secondOfTheWild = lazyWords(NYMAIM2_SECOND);
const suffixesOfTheWild = lazyWords(NYMAIM2_TLD);

/** Draws the numbers of one day: the first digits of an MD5 whose remaining text is hashed for the next. */
function drawing(year: number, dayOfYear: number): (bound: number) => number {
  let state = hexDigest('md5', `${KEY}${year % 100}${dayOfYear}`);
  return (bound) => {
    const drawn = Number.parseInt(state.slice(0, 8), 16) % bound;
    // Eight digits are read, seven removed.
    state = hexDigest('md5', state.slice(7));
    return drawn;
  };
}

/**
 * Nymaim of 2018: two words, with or without a hyphen. A run generates 64 names for the day and for
 * each of the ten days before it. The three lists can be replaced.
 *
 * Early in January the days before have negative numbers and the new year, as in the malware.
 */
export const nymaim2 = defineFamily({
  metadata: {
    name: 'nymaim2',
    aliases: [],
    kind: 'wordlist',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: NAMES_PER_DAY * (1 + DAYS_BACK),
    variants: ['default'],
    topLevelDomains: [...new Set(NYMAIM2_TLD.split(' '))].map((suffix) => suffix.slice(1)),
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, nymaim2; J. Bader, "The new domain generation algorithm of Nymaim", johannesbader.ch, 2018-04',
  },
  parameters: {
    firstWords: [] as readonly string[],
    secondWords: [] as readonly string[],
    suffixes: [] as readonly string[],
  },
  *generate({ date }, { firstWords, secondWords, suffixes: givenSuffixes }) {
    const first = firstWords.length === 0 ? firstOfTheWild() : firstWords;
    const second = secondWords.length === 0 ? secondOfTheWild() : secondWords;
    const suffixes = givenSuffixes.length === 0 ? suffixesOfTheWild() : givenSuffixes;
    const year = date.getUTCFullYear();
    const dayOfYear = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000);
    for (let back = 0; back <= DAYS_BACK; back++) {
      const below = drawing(year, dayOfYear - back);
      const any = (list: readonly string[]) => elementAt(list, below(list.length));
      for (let left = NAMES_PER_DAY; left > 0; left--) {
        yield any(first) + any(['-', '']) + any(second) + any(suffixes);
      }
    }
  },
});
