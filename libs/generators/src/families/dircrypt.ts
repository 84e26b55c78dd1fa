import { defineFamily } from '../family.ts';

/** DirCrypt: 30 names for each seed, which never change. */
export const dircrypt = defineFamily({
  metadata: {
    name: 'dircrypt',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 30,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'hexadecimal',
    defaultSeed: 'F2113C2A',
    knownSeeds: ['F2113C2A'],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, dircrypt; J. Bader, "The DGA of DirCrypt", johannesbader.ch, 2015-03',
  },
  *generate({ seed }) {
    let state = seed;
    const below = (bound: number): number => {
      // Schrage's division, but the malware wraps a negative difference instead of adding 2³¹ − 1.
      const quotient = (state / 127773) >>> 0;
      state = (16807 * (state - quotient * 127773) - 2836 * quotient) >>> 0;
      return state % bound;
    };
    for (;;) {
      let left = 8 + below(13);
      let label = '';
      while (left-- > 0) label += String.fromCharCode(97 + below(26));
      yield `${label}.com`;
    }
  },
});
