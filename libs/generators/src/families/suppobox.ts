import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { lazyWords } from '../wordlists/lazy-words.ts';
import { SUPPOBOX_1 } from '../wordlists/suppobox-1.ts';
import { SUPPOBOX_2 } from '../wordlists/suppobox-2.ts';
import { SUPPOBOX_3 } from '../wordlists/suppobox-3.ts';

const lists = [SUPPOBOX_1, SUPPOBOX_2, SUPPOBOX_3].map(lazyWords);

/** The cell of fifteen to which each bit of the counter goes, least significant bit first. */
const cellOfBit = [3, 9, 13, 6, 2, 4, 11, 7, 14, 1, 10, 5, 8, 12, 0];

function label(counter: number, words: readonly string[]): string {
  let cells = 0;
  for (let bit = 0; bit < 15; bit++) {
    if ((counter >>> bit) & 1) cells |= 1 << (14 - elementAt(cellOfBit, bit));
  }
  // Cells 0 … 6 are the index of the first word, 7 … 14 that of the second one.
  return elementAt(words, cells >>> 8) + elementAt(words, (cells & 0xff) + 128);
}

/**
 * Suppobox (Pizd, Nivdort, Bayrob): two words of a list of 384, chosen by a counter that increases
 * every 512 seconds. The seed is the number of the word list; `words` replaces it.
 *
 * A bot of v1 tries 85 counters from the present one, which are about 12 hours, one of v2 614 names.
 */
export const suppobox = defineFamily({
  metadata: {
    name: 'suppobox',
    aliases: ['pizd', 'nivdort', 'bayrob'],
    kind: 'wordlist',
    dateSeeded: true,
    period: '512 s',
    namesPerPeriod: 85,
    namesPerVariant: { v2_net_ru: 614 },
    variants: ['v1_net', 'v2_net_ru'],
    secondsOfDay: [0, 43200, 86399],
    topLevelDomains: ['net', 'ru'],
    seedForm: 'decimal',
    defaultSeed: 1,
    knownSeeds: [1, 2, 3],
    campaigns: ['v1_net', 'v2_net_ru'].flatMap((variant) =>
      [1, 2, 3].map((seed) => ({ variant, seed })),
    ),
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, suppobox and pizd; 360netlab/DGA, code/suppobox, issue 29; Endgame, "Malware with a Personal Touch"',
  },
  listKey: (date) => String(Math.floor(date.getTime() / 512000)),
  parameters: { words: [] as readonly string[] },
  *generate({ date, seed, variant }, { words: given }) {
    const list = given.length === 0 ? lists[seed - 1] : () => given;
    if (list === undefined) {
      throw new GeneratorsError(
        'GENERATORS_BAD_SEED',
        `Unknown word list ${seed} of Suppobox. Expected the number of a list, 1 to 3.`,
      );
    }
    const words = list();
    if (words.length !== 384) {
      throw new GeneratorsError(
        'GENERATORS_BAD_PARAMETER',
        `The word list has ${words.length} words. Suppobox needs exactly 384. Pass 384 words.`,
      );
    }
    let counter = Math.floor(date.getTime() / 512000);
    if (variant === 'v1_net') {
      for (; ; counter++) yield `${label(counter, words)}.net`;
    }
    for (; ; counter++) {
      // A counter divisible by 5 leads to two names with one label.
      if (counter % 5 === 0) yield `${label(counter, words)}.ru`;
      yield `${label(counter, words)}.net`;
    }
  },
});
