import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { mulHi32 } from '../primitives/mul-hi-32.ts';

const variants = {
  classic: { shortest: 8, longest: 19, topLevelDomains: ['com'] },
  multi_tld: { shortest: 9, longest: 25, topLevelDomains: ['click', 'com', 'eu', 'bid'] },
};

/** Multiplies by 16807 with Schrage's method, without the correction of a negative result. */
function successor(state: number): number {
  const quotient = Math.floor(state / 127773);
  return (16807 * (state - 127773 * quotient) - 2836 * quotient) >>> 0;
}

/**
 * Ramnit (Nimnul, worm and banking trojan): an endless list for each seed.
 *
 * How many names a bot tries depends on the configuration of the sample.
 */
export const ramnit = defineFamily({
  metadata: {
    name: 'ramnit',
    aliases: ['nimnul'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: null,
    variants: ['classic', 'multi_tld'],
    topLevelDomains: ['com', 'click', 'eu', 'bid'],
    seedForm: 'hexadecimal',
    defaultSeed: 0x16647bb4,
    knownSeeds: [
      0x16647bb4, 0xe7392d18, 0xc129388e, 0xe706b455, 0xdc485593, 0xef214bbf, 0x28488eea,
      0x4bfcbc6a, 0x79159c10, 0x92f4be35, 0x4302c04a, 0x52278648, 0x9753029a, 0xa6eab21a,
      0x46cf1b28, 0x1ccec41c, 0xc5787ae2, 0xfcffd9e9, 0x75ea95c2, 0x8a0aec7d, 0x1df640a8,
      0x14df29dd, 0x8222270b, 0x55536a85, 0x5c39e467, 0xd2b3c361, 0xf318d47d, 0x231d9480,
      0x13317eac, 0x89547381, 0x6c36d41d,
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, ramnit; J. Bader, "The DGA of Ramnit", johannesbader.ch, 2014-12',
  },
  *generate({ seed, variant }) {
    const { shortest, longest, topLevelDomains } = variants[variant as keyof typeof variants];
    let state = seed;
    for (let counter = 0; ; counter++) {
      const before = state;
      state = successor(state);
      const after = state;
      let left = shortest + (state % (longest - shortest + 1));
      let label = '';
      while (left-- > 0) {
        state = successor(state);
        label += String.fromCharCode(97 + (state % 25));
      }
      yield `${label}.${elementAt(topLevelDomains, counter % topLevelDomains.length)}`;
      state = (Math.imul(before, after) + mulHi32(before, after)) >>> 0;
    }
  },
});
