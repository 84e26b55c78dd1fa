import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = ['com', 'net', 'org', 'info', 'biz', 'in'];

/** Enviserv: MD5 of a fixed text and a counter. */
export const enviserv = defineFamily({
  metadata: {
    name: 'enviserv',
    aliases: [],
    kind: 'hash',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 500,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'text',
    defaultSeed: 'papa_koli',
    knownSeeds: ['papa_koli'],
    predictable: true,
    source: '360netlab/DGA, code/enviserv',
  },
  parameters: { topLevelDomains: topLevelDomains },
  *generate({ seed }, { topLevelDomains: used }) {
    for (let counter = 0; ; counter++) {
      const label = hexDigest('md5', `${seed}${counter}`).slice(0, 10);
      yield `${label}.${elementAt(used, counter % used.length)}`;
    }
  },
});
