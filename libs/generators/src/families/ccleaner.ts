import { defineFamily } from '../family.ts';
import { microsoftRandom } from '../primitives/linear-congruential.ts';

/** The backdoor in CCleaner 5.33: one name a month. */
export const ccleaner = defineFamily({
  metadata: {
    name: 'ccleaner',
    aliases: ['floxif', 'ccbkdr'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'month',
    namesPerPeriod: 1,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: '360netlab/DGA, code/ccleaner; Cisco Talos, 2017',
  },
  listKey: (date) => date.toISOString().slice(0, 7),
  *generate({ date }) {
    const random = microsoftRandom(10000 * date.getUTCFullYear() + date.getUTCMonth() + 1);
    const [first, second, third] = [random(), random(), random()];
    yield `ab${(second * third).toString(16)}${first.toString(16)}.com`;
  },
});
