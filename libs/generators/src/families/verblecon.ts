import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';

/** Verblecon (a loader in Java): MD5 of the day and a word. */
export const verblecon = defineFamily({
  metadata: {
    name: 'verblecon',
    aliases: [],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1,
    variants: ['default'],
    topLevelDomains: ['tk'],
    seedForm: 'text',
    defaultSeed: 'verble',
    knownSeeds: ['verble'],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, verblecon',
  },
  *generate({ date, seed }) {
    yield `${hexDigest('md5', date.toISOString().slice(0, 10) + seed)}.tk`;
  },
});
