import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = ['dyndns.org', 'com', 'net'];
/** 16 May 2010, 08:51:12 UTC. */
const FIRST_WEEK = 0x4befb280;
const LABELS = 100;

const successor = (state: number) => (Math.imul(1103515245, state) + 12345) | 0;

const weekOf = (date: Date): number => Math.floor((date.getTime() / 1000 - FIRST_WEEK) / 604_800);

/** Vidro: a hundred labels a week, each with three suffixes; the weeks change on Sundays at 08:51:12 UTC. */
export const vidro = defineFamily({
  metadata: {
    name: 'vidro',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: LABELS * topLevelDomains.length,
    variants: ['default'],
    secondsOfDay: [0, 86399],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: '360netlab/DGA, code/vidro',
  },
  listKey: (date) => String(weekOf(date)),
  *generate({ date }) {
    const week = weekOf(date);
    for (let counter = 0; counter < LABELS * topLevelDomains.length; counter++) {
      let state = successor(123456 * (week + 1005) + (counter % LABELS));
      let left = 7 + ((state >>> 10) % 6);
      let label = '';
      while (left-- > 0) {
        state = successor(state);
        label += String.fromCharCode(97 + ((state >>> 10) % 26));
      }
      yield `${label}.${elementAt(topLevelDomains, counter % topLevelDomains.length)}`;
    }
  },
});
