import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const older = ['com', 'org', 'net'];
const newer = ['net', 'org', 'top'];
const seedsWithCom: readonly number[] = [0xe1f1, 0xe1f2, 0xe1f5];

/** Monday. */
const FIRST_WEEK = 345_600;
const WEEK = 604_800;

/** Qadars (banking trojan, third version): one list a week, from Monday; the seed decides the top-level domains. */
export const qadars = defineFamily({
  metadata: {
    name: 'qadars',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: 200,
    variants: ['default'],
    topLevelDomains: ['com', 'net', 'org', 'top'],
    seedForm: 'hexadecimal',
    defaultSeed: 0x89f5,
    knownSeeds: [0x89f5, 0x4449, 0xe1f1, 0xe1f2, 0xe08a, 0xe1f5],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, qadars; J. Bader, "The DGA of Qadars", johannesbader.ch, 2016-04',
  },
  listKey: (date) => String(Math.floor((date.getTime() / 1000 - FIRST_WEEK) / WEEK)),
  *generate({ date, seed }) {
    const seconds = Math.floor(date.getTime() / 1000);
    const topLevelDomains = seedsWithCom.includes(seed) ? older : newer;
    let state = seconds - ((seconds - FIRST_WEEK + WEEK) % WEEK);
    const below = (bound: number) => {
      state = (seed - Math.imul(1043968403, state)) & 0x7fffffff;
      return state % bound;
    };
    for (;;) {
      let label = '';
      for (let left = 12; left > 0; left--) label += ALPHABET.charAt(below(36));
      yield `${label}.${elementAt(topLevelDomains, below(3))}`;
    }
  },
});
