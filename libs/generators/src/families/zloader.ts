import { defineFamily } from '../family.ts';
import { rc4 } from '../primitives/rc4.ts';

/** ZLoader (Terdot, Silent Night; banking trojan): the day encrypted with RC4; the seed is the sample's key, a text. */
export const zloader = defineFamily({
  metadata: {
    name: 'zloader',
    aliases: ['terdot', 'silentnight'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 32,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'text',
    defaultSeed: 'q23Cud3xsNf3',
    knownSeeds: [
      'q23Cud3xsNf3',
      '41997b4a729e1a0175208305170752dd',
      'kZieCw23gffpe43Sd',
      'Ts72YjsjO5TghE6m',
      '03d5ae30a0bd934a23b6a7f0756aa504',
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, zloader; J. Bader, "The DGA of ZLoader", johannesbader.ch',
  },
  *generate({ date, seed: key }) {
    const midnight = new Uint8Array(4);
    new DataView(midnight.buffer).setUint32(
      0,
      Math.floor(date.getTime() / 86_400_000) * 86_400,
      true,
    );
    const seed = new DataView(rc4(new TextEncoder().encode(key), midnight).buffer).getUint32(
      0,
      true,
    );
    let state = seed;
    for (;;) {
      let label = '';
      for (let left = 20; left > 0; left--) {
        const code = 97 + (state % 25);
        label += String.fromCharCode(code);
        state = (seed ^ (state + code)) >>> 0;
      }
      yield `${label}.com`;
    }
  },
});
