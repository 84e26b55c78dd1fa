import { defineFamily } from '../family.ts';

/**
 * Ramdo (Redyms, click fraud): the n-th name depends on the seed and n alone; the list is endless.
 *
 * Feeds contain a few thousand names. With the known seed only every second letter occurs.
 */
export const ramdo = defineFamily({
  metadata: {
    name: 'ramdo',
    aliases: ['redyms'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: null,
    variants: ['default'],
    topLevelDomains: ['org'],
    seedForm: 'hexadecimal',
    defaultSeed: 0xd5fff,
    knownSeeds: [0xd5fff],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, ramdo; Damballa, "Behind Ramdo: DGA"',
  },
  *generate({ seed }) {
    for (let counter = 0; ; counter++) {
      const step = Math.imul(seed, 2 * (counter + 1));
      let state = (step ^ Math.imul(seed, 26 * counter)) >>> 0;
      let label = '';
      for (let index = 0; index < 16; index++) {
        label += String.fromCharCode(97 + (state % 26));
        state = (state + (state ^ Math.imul(step, 26 * index * index))) >>> 0;
      }
      yield `${label}.org`;
    }
  },
});
