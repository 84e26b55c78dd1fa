import { defineFamily } from '../family.ts';

const topLevelDomains = ['biz', 'ch'];

/** Weeks since 1970; they begin on Thursdays at 00:00 UTC. */
const weekOf = (date: Date): number => Math.floor(date.getTime() / 604_800_000);

/** A number in base 26 with the digits a … z. */
function base26(number: number): string {
  const rest = Math.floor(number / 26);
  return (rest > 0 ? base26(rest) : '') + String.fromCharCode(97 + (number % 26));
}

/** Tofsee (Gheg): the number of the week in base 26, twice, and one of ten letters. */
export const tofsee = defineFamily({
  metadata: {
    name: 'tofsee',
    aliases: ['gheg'],
    kind: 'encoding',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: 20,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: 'GovCERT.ch, "Tofsee Spambot features .ch DGA", 2016-12',
  },
  listKey: (date) => String(weekOf(date)),
  *generate({ date }) {
    const week = base26(weekOf(date));
    for (let index = 0; index < 10; index++) {
      const label = week + week + String.fromCharCode(97 + index);
      for (const topLevelDomain of topLevelDomains) yield `${label}.${topLevelDomain}`;
    }
  },
});
