import { defineFamily } from '../family.ts';
import { microsoftRandom } from '../primitives/linear-congruential.ts';

/** The malware's lists have one more letter each, y and z, which its remainders never reach. */
const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghklmnpqrstvwx';

const halfOf = (date: Date): number => Math.floor(date.getUTCDate() / 16);

/** Symmi (MewSpy, Graftor): pairs of a vowel and a consonant under a dynamic-DNS suffix, two lists a month. */
export const symmi = defineFamily({
  metadata: {
    name: 'symmi',
    aliases: ['mewspy', 'graftor'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'half of a month',
    namesPerPeriod: 64,
    variants: ['default'],
    topLevelDomains: ['ddns.net'],
    seedForm: 'decimal',
    defaultSeed: 42,
    knownSeeds: [42],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, symmi; J. Bader, "The DGA of Symmi", johannesbader.ch, 2015-01',
  },
  listKey: (date) => `${date.toISOString().slice(0, 7)} ${halfOf(date)}`,
  *generate({ date, seed }) {
    const half = halfOf(date);
    const random = microsoftRandom(
      10000 * (100 * half + date.getUTCMonth() + 1) + date.getUTCFullYear() + seed,
    );
    for (;;) {
      const length = 8 + (random() % 8);
      let consonantFirst = false;
      let label = '';
      for (let index = 0; index < length; index++) {
        if (index % 2 === 0) consonantFirst = (random() & 0x100) !== 0;
        const letters = consonantFirst === (index % 2 === 0) ? CONSONANTS : VOWELS;
        label += letters.charAt(random() % letters.length);
      }
      yield `${label}.ddns.net`;
    }
  },
});
