import { hash } from 'node:crypto';

import { defineFamily } from '../family.ts';

/** Most bytes have digits whose sum names a letter; the others leave nothing. */
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

/** Tufik: MD5 of the day and a counter, the digits of each byte summed up to a letter. */
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
    const message = Buffer.alloc(8);
    const day = Buffer.of(
      date.getUTCFullYear() + 48,
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      0,
    ).readUInt32LE();
    message.writeUInt32LE((day ^ seed) >>> 0);
    for (let counter = 0; counter < 1020; counter += 2) {
      message.writeUInt32LE((counter ^ seed) >>> 0, 4);
      let label = '';
      for (const byte of hash('md5', message, 'buffer')) label += letterOfByte[byte] ?? '';
      yield `${label}.${topLevelDomain(counter)}`;
      yield `${label}.${topLevelDomain(counter + 1)}`;
    }
  },
});
