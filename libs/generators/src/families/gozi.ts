import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { numericalRecipes } from '../primitives/linear-congruential.ts';
import { GOZI_GPL } from '../wordlists/gozi-gpl.ts';
import { GOZI_LUTHER } from '../wordlists/gozi-luther.ts';
import { GOZI_NASA } from '../wordlists/gozi-nasa.ts';
import { GOZI_RFC4343 } from '../wordlists/gozi-rfc4343.ts';
import { lazyWords } from '../wordlists/lazy-words.ts';

/** A campaign takes its words from a public text. */
const texts: Readonly<
  Record<string, { words: () => readonly string[]; days: number; topLevelDomain: string }>
> = {
  luther: { words: lazyWords(GOZI_LUTHER), days: 4, topLevelDomain: 'com' },
  rfc4343: { words: lazyWords(GOZI_RFC4343), days: 3, topLevelDomain: 'com' },
  nasa: { words: lazyWords(GOZI_NASA), days: 5, topLevelDomain: 'com' },
  gpl: { words: lazyWords(GOZI_GPL), days: 5, topLevelDomain: 'ru' },
};

const START = Date.UTC(2015, 0, 1);

const textOf = (variant: string) => texts[variant] ?? elementAt(Object.values(texts), 0);

const periodOf = (date: Date, variant: string): number =>
  Math.floor((date.getTime() - START) / 86_400_000 / textOf(variant).days);

/**
 * Gozi (ISFB, Ursnif; also Snifula, a name of Vawtrak too): words, sometimes half words, of a public
 * text, joined together. The variant is the text; `words` replaces it.
 *
 * The names in the raw corpus come from further texts and campaigns too; four are specified.
 */
export const gozi = defineFamily({
  metadata: {
    name: 'gozi',
    aliases: ['isfb', 'ursnif', 'papras'],
    kind: 'wordlist',
    dateSeeded: true,
    period: '3 to 5 days',
    namesPerPeriod: 12,
    namesPerVariant: { rfc4343: 10, gpl: 10 },
    variants: ['luther', 'rfc4343', 'nasa', 'gpl'],
    topLevelDomains: ['com', 'ru'],
    seedForm: 'none',
    knownSeeds: [],
    campaigns: [
      { variant: 'luther' },
      { variant: 'rfc4343' },
      { variant: 'nasa' },
      { variant: 'gpl' },
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, gozi; GovCERT.ch, "Gozi ISFB – When a bug really is a feature", 2016',
  },
  listKey: (date, variant) => String(periodOf(date, variant)),
  parameters: { words: [] as readonly string[] },
  *generate({ date, variant }, { words: given }) {
    const text = textOf(variant);
    const words = given.length > 0 ? given : text.words();
    // Two letters must always fit, or the loop below might never find a word.
    if (!words.some(({ length }) => length > 0 && length <= 5)) {
      throw new GeneratorsError(
        'GENERATORS_BAD_PARAMETER',
        `None of the ${words.length} words has 1 to 5 letters, which Gozi needs to fill a name. Add short words.`,
      );
    }
    const random = numericalRecipes(65536 + periodOf(date, variant) - 306607824);
    for (;;) {
      random.next();
      const least = (random.next() % 12) + 12;
      let label = '';
      while (label.length < least) {
        const word = elementAt(words, random.next() % words.length);
        const length = random.next() % 3 === 0 ? word.length >>> 1 : word.length;
        if (label.length + length <= 24) label += word.slice(0, length);
      }
      yield `${label}.${text.topLevelDomain}`;
    }
  },
});
