import { defineFamily } from '../family.ts';
import { numericalRecipes } from '../primitives/linear-congruential.ts';

/** An off-by-one error of the malware: neither z nor 9 occurs. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxy012345678';

/** CoreBot: labels below the dynamic-DNS suffix `ddns.net`. */
export const corebot = defineFamily({
  metadata: {
    name: 'corebot',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 40,
    variants: ['default'],
    topLevelDomains: ['ddns.net'],
    seedForm: 'hexadecimal',
    defaultSeed: '1DB98930',
    knownSeeds: ['1DB98930', '1DBA8930'],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, corebot; J. Bader, "The DGA of CoreBot", johannesbader.ch, 2015-09',
  },
  *generate({ date, seed }) {
    const month = 256 * (date.getUTCMonth() + 1);
    const random = numericalRecipes(
      seed + date.getUTCFullYear() + 65536 + month + date.getUTCDate(),
    );
    for (;;) {
      let left = 12 + (random.next() % 12);
      let label = '';
      while (left-- > 0) label += ALPHABET.charAt(random.next() % 34);
      yield `${label}.ddns.net`;
    }
  },
});
