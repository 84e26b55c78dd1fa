import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { numericalRecipes } from '../primitives/linear-congruential.ts';

const topLevelDomains = ['com', 'net', 'org', 'info'];
/** 23 March 2015: a bot that walks back stops here. */
const FIRST_DAY = Date.UTC(2015, 2, 23) / 86_400_000;

const alphabet = Uint8Array.from({ length: 26 }, (_, index) => 97 + index);

const successor = (state: number) => (Math.imul(16843009, state) + 65805) >>> 0;

function nameOfDay(day: number): string {
  const seed = numericalRecipes(day).next();
  const codes = alphabet.slice();
  for (let index = 0, drawn = seed; index < 26; index++, drawn = successor(drawn)) {
    const kept = elementAt(codes, index);
    codes[index] = elementAt(codes, drawn % 26);
    codes[drawn % 26] = kept;
  }
  let label = '';
  for (let left = (seed % 5) + 7, drawn = seed; left > 0; left--, drawn = successor(drawn)) {
    label += String.fromCharCode(elementAt(codes, drawn % 26));
  }
  return `${label}.${elementAt(topLevelDomains, seed & 3)}`;
}

/**
 * Tempedreve: one new name a day, from an alphabet that is shuffled for the day.
 *
 * A bot without an answer goes back day by day to 23 March 2015; `{ count: Infinity }` returns all
 * the names that it would try.
 */
export const tempedreve = defineFamily({
  metadata: {
    name: 'tempedreve',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, tempedreve (sample a1310a8d9a6a51be4a6600a2be7ddab2)',
  },
  *generate({ date }) {
    const today = Math.floor(date.getTime() / 86_400_000);
    for (let day = today; day >= FIRST_DAY; day--) yield nameOfDay(day);
  },
});
