import { defineFamily } from '../family.ts';

const hosts: Readonly<Record<string, string>> = { winsoft: 'app2', koreasys: 'appx' };

/** Fosniw: a counter in a fixed pattern, below a host label. Feeds count far beyond 100. */
export const fosniw = defineFamily({
  metadata: {
    name: 'fosniw',
    aliases: [],
    kind: 'encoding',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 101,
    variants: ['winsoft', 'koreasys'],
    topLevelDomains: ['com'],
    seedForm: 'none',
    knownSeeds: [],
    campaigns: [{ variant: 'winsoft' }, { variant: 'koreasys' }],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, fosniw',
  },
  *generate({ variant }) {
    const host = hosts[variant] ?? '';
    for (let index = 0; ; index++) yield `${host}.${variant}${index}.com`;
  },
});
