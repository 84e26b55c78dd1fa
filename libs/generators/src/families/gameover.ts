import { defineFamily } from '../family.ts';
import { digest } from '../primitives/digest.ts';
import { littleEndian32 } from '../primitives/little-endian.ts';

const salt = [0x01, 0x05, 0x19, 0x35];

function topLevelDomain(index: number): string {
  if (index % 4 === 0) return 'com';
  if (index % 3 === 0) return 'org';
  return index % 2 === 0 ? 'biz' : 'net';
}

/** Gameover Zeus, the variant of 2014 (newGOZ): MD5 of a counter and the day, written in base 36. */
export const gameover = defineFamily({
  metadata: {
    name: 'gameover',
    aliases: ['newgoz', 'gameoverzeus', 'p2pzeus'],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1000,
    variants: ['default'],
    topLevelDomains: ['com', 'org', 'biz', 'net'],
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, newgoz; J. Bader, "The DGA of newGOZ", johannesbader.ch, 2014-12',
  },
  *generate({ date }) {
    const message = new Uint8Array(22);
    const view = new DataView(message.buffer);
    view.setUint16(4, date.getUTCFullYear(), true);
    view.setUint16(10, date.getUTCMonth() + 1, true);
    view.setUint16(16, date.getUTCDate(), true);
    for (const offset of [6, 12, 18]) message.set(salt, offset);
    for (let index = 0; ; index++) {
      view.setUint32(0, index, true);
      const bytes = digest('md5', message);
      let label = '';
      for (let offset = 0; offset < 16; offset += 4) {
        label += littleEndian32(bytes, offset).toString(36);
      }
      yield `${label}.${topLevelDomain(index)}`;
    }
  },
});
