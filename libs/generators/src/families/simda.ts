import { defineFamily } from '../family.ts';

const CONSONANTS = 'qwrtpsdfghjklzxcvbnm';
const VOWELS = 'eyuioa';

/**
 * Simda (Shiz): alternating consonants and vowels, from a number that grows by the same step for
 * each name. The seed is its start; a configuration also has a length, a top-level domain and a
 * key, of which only the sum of its characters counts.
 */
export const simda = defineFamily({
  metadata: {
    name: 'simda',
    aliases: ['shiz'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 1000,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'hexadecimal',
    defaultSeed: 0x45ae94b2,
    knownSeeds: [0x45ae94b2],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, simda; J. Bader, "The DGA of Simda/Shiz", johannesbader.ch, 2015-03',
  },
  parameters: { length: 7, topLevelDomain: 'com', key: '1676d5775e05c50b46baa5579d4fc7' },
  *generate({ seed }, { length, topLevelDomain, key }) {
    let step = 0;
    for (let index = 0; index < key.length; index++) step += key.charCodeAt(index);
    for (let base = seed + step; ; base += step) {
      let label = '';
      for (let index = 0; index < length; index++) {
        const quotient = Math.floor(base / (3 + 2 * index));
        label += index % 2 === 0 ? CONSONANTS.charAt(quotient % 20) : VOWELS.charAt(quotient % 6);
      }
      yield `${label}.${topLevelDomain}`;
    }
  },
});
