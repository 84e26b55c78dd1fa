import { defineFamily } from '../family.ts';

/** The letters of a label: the bytes of a xorshift generator of 128 bits, started by a salt. */
function label(salt: number, length: number): string {
  let [x, y, z, w] = [salt, 0xb0490381, 0x54e288f9, 0x0631687c];
  let letters = '';
  for (;;) {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    for (let shift = 0; shift < 32; shift += 8) {
      if (letters.length === length) return letters;
      letters += String.fromCharCode(97 + (((w >>> shift) & 0xff) % 26));
    }
  }
}

/** Hesperbot: a salt that is stepped for each name. Name 0 is hard-coded and left out. */
export const hesperbot = defineFamily({
  metadata: {
    name: 'hesperbot',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 63,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'hexadecimal',
    defaultSeed: '2778898f',
    knownSeeds: ['2778898f', '2461156f'],
    predictable: true,
    source: 'Garage4hackers, "Hesperbot DGA", 2014-11',
  },
  *generate({ seed }) {
    let salt = seed;
    for (let index = 0; ; index++) {
      salt = (salt + (Math.imul(salt, index << 9) ^ 0x4ebd443d) + index) >>> 0;
      yield `${label(salt, Math.max(8, salt % 25))}.com`;
    }
  },
});
