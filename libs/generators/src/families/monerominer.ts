import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';

const topLevelDomains = ['org', 'tickets', 'blackfriday', 'hosting', 'feedback'];

/**
 * The downloader of a Monero miner: MD5 of the day and a counter. The first five names are the
 * same every day.
 */
export const monerominer = defineFamily({
  metadata: {
    name: 'monerominer',
    aliases: ['monerodownloader'],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 2500,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, monerodownloader',
  },
  *generate({ date }) {
    const day = Math.floor(date.getTime() / 86_400_000);
    for (let counter = 0; counter < 500; counter++) {
      const label =
        counter === 0
          ? '31b4bd31fg1x2'
          : hexDigest('md5', `jkhhksugrhtijys78g46-${day}-${counter}`).slice(0, 13);
      for (const topLevelDomain of topLevelDomains) yield `${label}.${topLevelDomain}`;
    }
  },
});
