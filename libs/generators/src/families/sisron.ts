import { defineFamily } from '../family.ts';

const topLevelDomains = ['com', 'org', 'net', 'info'];

/** Sisron (TOMB, Agent.WRQ): the day and the nine before it, in Base64. */
export const sisron = defineFamily({
  metadata: {
    name: 'sisron',
    aliases: ['tomb'],
    kind: 'encoding',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 40,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, sisron; J. Bader, "The DGA of Sisron", johannesbader.ch, 2016-06',
  },
  *generate({ date }) {
    const labels = Array.from({ length: 10 }, (_, daysBack) => {
      const day = new Date(date.getTime() - daysBack * 86_400_000).toISOString();
      const text = day.slice(8, 10) + day.slice(5, 7) + day.slice(0, 4);
      return btoa(text).toLowerCase().replace('=', 'a');
    });
    for (const topLevelDomain of topLevelDomains) {
      for (const label of labels) yield `${label}.${topLevelDomain}`;
    }
  },
});
