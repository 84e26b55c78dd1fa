import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { numericalRecipes } from '../primitives/linear-congruential.ts';

const LETTERS = 'asnhreqwpm';
const topLevelDomains = ['com', 'biz', 'us', 'net', 'org', 'ws', 'info', 'in', 'in', 'in'];

/** MyDoom (Novarg): 50 names of the day, then 49 that never change. The seed is the magic number. */
export const mydoom = defineFamily({
  metadata: {
    name: 'mydoom',
    aliases: ['novarg', 'shimgapi'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 99,
    variants: ['default'],
    topLevelDomains: [...new Set(topLevelDomains)],
    seedForm: 'hexadecimal',
    defaultSeed: '0FA8',
    knownSeeds: ['0FA8'],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, mydoom',
  },
  *generate({ date, seed }) {
    let random = numericalRecipes(
      date.getUTCFullYear() + date.getUTCMonth() + 1 + date.getUTCDate() + seed,
    );
    for (let index = 1; index < 100; index++) {
      if (index === 51) random = numericalRecipes(seed);
      let value = random.next();
      const topLevelDomain = elementAt(topLevelDomains, value % 10);
      let label = '';
      for (let position = 0; position < 10; position++) {
        label += LETTERS.charAt(value % 10);
        value = Math.floor(value / 10);
      }
      yield `${label}.${topLevelDomain}`;
    }
  },
});
