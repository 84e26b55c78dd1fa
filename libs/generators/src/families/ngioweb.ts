import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { LinearCongruential } from '../primitives/linear-congruential.ts';
import { lazyWords } from '../wordlists/lazy-words.ts';
import { NGIOWEB_PREFIX } from '../wordlists/ngioweb-prefix.ts';
import { NGIOWEB_SUFFIX_AFTER_CONSONANT } from '../wordlists/ngioweb-suffix-after-consonant.ts';
import { NGIOWEB_SUFFIX_AFTER_VOWEL } from '../wordlists/ngioweb-suffix-after-vowel.ts';

const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghklmnprstvxz';
const topLevelDomains = ['net', 'info', 'com', 'biz', 'org', 'name'];

const prefixesOfTheWild = lazyWords(NGIOWEB_PREFIX);
const afterConsonantOfTheWild = lazyWords(NGIOWEB_SUFFIX_AFTER_CONSONANT);
const afterVowelOfTheWild = lazyWords(NGIOWEB_SUFFIX_AFTER_VOWEL);

const endsInVowel = (text: string) => VOWELS.includes(text.charAt(text.length - 1));

/**
 * Ngioweb (proxy bot, Windows and Linux): one to three parts, each an affix, some alternating
 * letters and a suffix. The three lists can be replaced.
 *
 * All names in the raw corpus belong to the known seeds, most of them far beyond the 1024 names
 * that a bot generates.
 */
export const ngioweb = defineFamily({
  metadata: {
    name: 'ngioweb',
    aliases: ['linux.ngioweb'],
    kind: 'wordlist',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 1024,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'hexadecimal',
    defaultSeed: 0x05397fb1,
    knownSeeds: [0x05397fb1, 0x056edc15, 0x01275c63, 0x04bc65bc, 0x00375d5a],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, ngioweb; 360 Netlab on Linux.Ngioweb, blog.netlab.360.com, 2019 and 2020',
  },
  parameters: {
    prefixes: [] as readonly string[],
    suffixesAfterConsonant: [] as readonly string[],
    suffixesAfterVowel: [] as readonly string[],
  },
  *generate({ seed }, given) {
    const orOfTheWild = (list: readonly string[], ofTheWild: () => readonly string[]) =>
      list.length === 0 ? ofTheWild() : list;
    const prefixes = orOfTheWild(given.prefixes, prefixesOfTheWild);
    const afterConsonant = orOfTheWild(given.suffixesAfterConsonant, afterConsonantOfTheWild);
    const afterVowel = orOfTheWild(given.suffixesAfterVowel, afterVowelOfTheWild);
    const random = new LinearCongruential(seed, 1103515245, 12345);
    const below = (bound: number) => random.next() % bound;
    const any = (list: readonly string[]) => elementAt(list, below(list.length));
    for (;;) {
      const parts = below(3) + 1;
      let label = '';
      for (let part = 0; part < parts; part++) {
        if (part > 0) label += '-';
        label += any(prefixes);
        let vowelNext = !endsInVowel(label);
        for (let left = below(3) + 4; left > 0; left--) {
          label += vowelNext ? VOWELS.charAt(below(5)) : CONSONANTS.charAt(below(17));
          vowelNext = !vowelNext;
        }
        label += any(endsInVowel(label) ? afterVowel : afterConsonant);
      }
      yield `${label}.${any(topLevelDomains)}`;
    }
  },
});
