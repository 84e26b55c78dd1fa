import { defineFamily } from '../family.ts';
import { digest } from '../primitives/digest.ts';
import { elementAt } from '../primitives/element-at.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const topLevelDomains = ['com', 'org', 'net', 'biz', 'info', 'ru', 'cn'];

/** Chinad: SHA-1 of the day and a counter of one byte. */
export const chinad = defineFamily({
  metadata: {
    name: 'chinad',
    aliases: [],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 256,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, chinad; 360netlab/DGA, issue 1',
  },
  *generate({ date }) {
    const message = new Uint8Array(16);
    message[0] = date.getUTCFullYear() % 100;
    message[1] = date.getUTCMonth() + 1;
    message[2] = date.getUTCDate();
    for (let counter = 0; counter < 256; counter++) {
      message[3] = counter;
      const bytes = digest('sha1', message);
      let label = '';
      for (let position = 0; position < 16; position++) {
        // The malware reads the digest as little-endian words: the bytes of each four are reversed.
        label += ALPHABET.charAt(bytes.charCodeAt(position ^ 3) % 36);
      }
      yield `${label}.${elementAt(topLevelDomains, bytes.charCodeAt(19) % 7)}`;
    }
  },
});
