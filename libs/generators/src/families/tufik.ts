import { defineFamily } from '../family.ts';
import { digest } from '../primitives/digest.ts';

/** The letter of each byte, the sum of its two hexadecimal digits; sums above 25 are skipped. */
const letterOfByte = Array.from({ length: 256 }, (_, byte) => {
  const sum = (byte & 0xf) + (byte >> 4);
  return sum < 26 ? String.fromCharCode(97 + sum) : '';
});

function topLevelDomain(counter: number): string {
  if (counter % 5 === 0) return 'biz';
  if (counter % 4 === 0) return 'info';
  if (counter % 3 === 0) return 'org';
  return counter % 2 === 0 ? 'net' : 'com';
}

/** Tufik: MD5 of the day and a counter, the hexadecimal digits of each byte summed up to a letter. */
export const tufik = defineFamily({
  metadata: {
    name: 'tufik',
    aliases: [],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1020,
    variants: ['default'],
    topLevelDomains: ['biz', 'info', 'org', 'net', 'com'],
    seedForm: 'hexadecimal',
    defaultSeed: 0x997722ed,
    knownSeeds: [0x997722ed],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, tufik',
  },
  *generate({ date, seed }) {
    const message = new Uint8Array(8);
    const view = new DataView(message.buffer);
    message.set([date.getUTCFullYear() + 48, date.getUTCMonth() + 1, date.getUTCDate()]);
    view.setUint32(0, view.getUint32(0, true) ^ seed, true);
    for (let counter = 0; counter < 1020; counter += 2) {
      view.setUint32(4, counter ^ seed, true);
      let label = '';
      const bytes = digest('md5', message);
      for (let index = 0; index < 16; index++) {
        label += letterOfByte[bytes.charCodeAt(index)] ?? '';
      }
      yield `${label}.${topLevelDomain(counter)}`;
      yield `${label}.${topLevelDomain(counter + 1)}`;
    }
  },
});
