import { defineFamily } from '../family.ts';
import { MersenneTwister } from '../primitives/mersenne-twister.ts';

const ALPHABET = 'iHRYg79zJXaGw1CF5K0d3vZobhAlx6StUBnjOIMpe2yVuPr4sL8DqmQTkEcWNf';

/**
 * Reconyc: a Mersenne Twister whose last word never changes, started by the milliseconds since the
 * machine was switched on, which cannot be predicted. The seeds are those numbers.
 *
 * The names are in mixed case, as the malware writes them: convert them before comparing.
 */
export const reconyc = defineFamily({
  metadata: {
    name: 'reconyc',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'run',
    namesPerPeriod: 100,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'decimal',
    defaultSeed: 0,
    knownSeeds: [],
    predictable: false,
    source:
      'baderj/domain_generation_algorithms, reconyc (sample d7e3bbdc38aa18b214fed3518798b86b)',
  },
  *generate({ seed }) {
    const random = new MersenneTwister(seed, 623);
    for (;;) {
      let label = '';
      for (let left = 10; left > 0; left--) {
        label += ALPHABET.charAt(Math.floor((62 * random.next()) / 0x100000000));
      }
      yield `${label}.com`;
    }
  },
});
