import { defineFamily } from '../family.ts';
import { rotateRight } from '../primitives/rotate.ts';

/** Fobber (Tinba v3): two variants of 300 names each, which never change. The seed is the first state. */
export const fobber = defineFamily({
  metadata: {
    name: 'fobber',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 300,
    variants: ['v1', 'v2'],
    topLevelDomains: ['net', 'com'],
    seedForm: 'hexadecimal',
    defaultSeed: 'C87C8A78',
    knownSeeds: ['C87C8A78', '851A3E59'],
    campaigns: [
      { variant: 'v1', seed: 'C87C8A78' },
      { variant: 'v2', seed: '851A3E59' },
    ],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, fobber',
  },
  *generate({ seed, variant }) {
    const [increment, length, topLevelDomain] =
      variant === 'v1' ? [0x9983f4aa, 17, 'net'] : [0x8dc47b21, 10, 'com'];
    let state = seed;
    for (;;) {
      let label = '';
      for (let position = 0; position < length; position++) {
        state = rotateRight(Math.imul(321167, state) + increment, 16);
        label += String.fromCharCode(97 + ((state & 0x17ff) % 26));
      }
      yield `${label}.${topLevelDomain}`;
    }
  },
});
