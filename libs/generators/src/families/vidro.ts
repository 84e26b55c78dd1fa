import { defineFamily } from '../family.ts';
import { LinearCongruential } from '../linear-congruential.ts';
import { pick } from '../pick.ts';

const topLevelDomains = ['dyndns.org', 'com', 'net'];
/** 16 May 2010, 08:51:12 UTC. */
const firstWeek = 0x4befb280;
const labels = 100;

/** Vidro: a hundred labels a week, each with three suffixes; the weeks change on Sundays at 08:51:12 UTC. */
export const vidro = defineFamily({
  metadata: {
    name: 'vidro',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: labels * topLevelDomains.length,
    variants: ['default'],
    secondsOfDay: [0, 86399],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: '360netlab/DGA, code/vidro',
  },
  *generate({ date }) {
    const week = Math.floor((date.getTime() / 1000 - firstWeek) / 604_800);
    for (let counter = 0; counter < labels * topLevelDomains.length; counter++) {
      const seed = 123456 * (week + 1005) + (counter % labels);
      const random = new LinearCongruential(seed, 1103515245, 12345);
      const below = (bound: number) => (random.next() >>> 10) % bound;
      let left = 7 + below(6);
      let label = '';
      while (left-- > 0) label += String.fromCharCode(97 + below(26));
      yield `${label}.${pick(topLevelDomains, counter % topLevelDomains.length)}`;
    }
  },
});
