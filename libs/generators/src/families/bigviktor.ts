import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';
import { elementAt } from '../primitives/element-at.ts';
import { monthNames } from '../primitives/month-names.ts';
import { BIGVIKTOR_ADJECTIVES } from '../wordlists/bigviktor-adjectives.ts';
import { BIGVIKTOR_NOUNS } from '../wordlists/bigviktor-nouns.ts';
import { BIGVIKTOR_PREFIX } from '../wordlists/bigviktor-prefix.ts';
import { BIGVIKTOR_TLDS } from '../wordlists/bigviktor-tlds.ts';
import { BIGVIKTOR_VERBS } from '../wordlists/bigviktor-verbs.ts';
import { lazyWords } from '../wordlists/lazy-words.ts';

const lists = {
  prefixes: lazyWords(BIGVIKTOR_PREFIX),
  verbs: lazyWords(BIGVIKTOR_VERBS),
  adjectives: lazyWords(BIGVIKTOR_ADJECTIVES),
  nouns: lazyWords(BIGVIKTOR_NOUNS),
  topLevelDomains: lazyWords(BIGVIKTOR_TLDS),
};

type List = readonly string[];

/**
 * Bigviktor: a verb, an adjective and a noun, sometimes hyphenated and below another label.
 * Each of the five parameters replaces a word list.
 */
export const bigviktor = defineFamily({
  metadata: {
    name: 'bigviktor',
    aliases: [],
    kind: 'wordlist',
    dateSeeded: true,
    period: 'month',
    namesPerPeriod: 1000,
    variants: ['default'],
    topLevelDomains: BIGVIKTOR_TLDS.split(' '),
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: '360netlab/DGA, code/bigviktor; 360 Netlab, "Bigviktor", 2020',
  },
  listKey: (date) => date.toISOString().slice(0, 7),
  parameters: {
    prefixes: [] as List,
    verbs: [] as List,
    adjectives: [] as List,
    nouns: [] as List,
    topLevelDomains: [] as List,
  },
  *generate({ date }, given) {
    const chosen = (name: keyof typeof lists): List =>
      given[name].length > 0 ? given[name] : lists[name]();
    const [prefixes, verbs] = [chosen('prefixes'), chosen('verbs')];
    const [adjectives, nouns] = [chosen('adjectives'), chosen('nouns')];
    const topLevelDomains = chosen('topLevelDomains');

    const month = elementAt(monthNames, date.getUTCMonth());
    const title = month.charAt(0).toUpperCase() + month.slice(1);
    const digest = hexDigest('sha256', `${title} ${date.getUTCFullYear()} 00:00`);
    let state = Number.parseInt(digest.slice(0, 8), 16);
    const below = (bound: number): number => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % bound;
    };
    const oneOf = (list: List): string => elementAt(list, below(list.length));
    const hyphen = (): string => (below(10) <= 1 ? '-' : '');
    for (;;) {
      let name = below(5) === 0 ? `${oneOf(prefixes)}.` : '';
      name += oneOf(verbs) + hyphen();
      name += oneOf(adjectives) + hyphen();
      name += oneOf(nouns);
      yield `${name}.${oneOf(topLevelDomains)}`;
    }
  },
});
