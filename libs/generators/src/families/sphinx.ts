import { defineFamily } from '../family.ts';
import { rotateLeft } from '../primitives/rotate.ts';

/** Sphinx (Zeus Sphinx): a state that is rotated and added to, started by the digits of the day. */
export const sphinx = defineFamily({
  metadata: {
    name: 'sphinx',
    aliases: ['zeus_sphinx'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 128,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: 'tildedennis/malware, sphinx; Arbor ASERT, "The great DGA of Sphinx", 2016-10',
  },
  *generate({ date }) {
    let state = Number(`${date.getUTCFullYear()}${date.getUTCMonth() + 1}${date.getUTCDate()}`);
    for (let index = 0; ; index++) {
      let label = '';
      for (let place = 0; place < 16; place++) {
        state = (rotateLeft(state, 8) + index + place + 0x2ab3fea3) | 0;
        label += String.fromCharCode(97 + (Math.abs(state) % 25));
      }
      yield `${label}.com`;
    }
  },
});
