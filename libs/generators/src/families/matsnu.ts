import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { lazyWords } from '../wordlists/lazy-words.ts';
import { MATSNU_1 } from '../wordlists/matsnu-1.ts';
import { MATSNU_2 } from '../wordlists/matsnu-2.ts';

const nouns = lazyWords(MATSNU_1);
const verbs = lazyWords(MATSNU_2);

/** Only the lower 16 bits of the state count. */
const product = (a: number, b: number): number => Math.imul(a, b) & 0xffff;

/**
 * Matsnu: words of two lists in turn, joined with or without hyphens, until the label has more
 * than twelve characters. A bot tries the names of the day and of the two days before it.
 * `firstWords` and `secondWords` replace the malware's lists.
 */
export const matsnu = defineFamily({
  metadata: {
    name: 'matsnu',
    aliases: [],
    kind: 'wordlist',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 10,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'Check Point, "Matsnu malware ID technical brief", 2015-07; covert-labs/aloha_dga; word lists also in andrewaeva/DGA',
  },
  parameters: { firstWords: [] as readonly string[], secondWords: [] as readonly string[] },
  *generate({ date }, { firstWords, secondWords }) {
    const lists = [
      firstWords.length === 0 ? nouns() : firstWords,
      secondWords.length === 0 ? verbs() : secondWords,
    ];
    if (lists.some((list) => list.every((word) => word === ''))) {
      throw new GeneratorsError(
        'GENERATORS_BAD_PARAMETER',
        'A word list has empty words only, but Matsnu joins words until a label is full. Pass words with letters.',
      );
    }
    const day = Math.floor(date.getTime() / 86_400_000);
    let state = 1;
    for (let index = 1; ; index++) {
      let label = '';
      for (let turn = 0; label.length <= 12; turn = 1 - turn) {
        for (const factor of [0xf5eb, day, 0x9339, index]) state = product(state, factor);
        state ^= 0xf5eb;
        const list = elementAt(lists, turn);
        label += elementAt(list, state % list.length);
        if (state & 1) label += '-';
      }
      yield `${label.endsWith('-') ? label.slice(0, -1) : label}.com`;
    }
  },
});
