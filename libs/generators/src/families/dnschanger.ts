import { defineFamily } from '../family.ts';
import { microsoftRandom } from '../primitives/linear-congruential.ts';

/**
 * DNSChanger (Alureon): five probes a run, never meant to be registered. The malware draws its seed
 * at run time, so the names cannot be predicted; the default seed is that of the published list.
 */
export const dnschanger = defineFamily({
  metadata: {
    name: 'dnschanger',
    aliases: ['alureon'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'run',
    namesPerPeriod: 5,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'decimal',
    defaultSeed: 87373,
    knownSeeds: [87373],
    predictable: false,
    source:
      'baderj/domain_generation_algorithms, dnschanger; J. Bader, "The DGA in Alureon/DNSChanger", johannesbader.ch, 2016-01',
  },
  *generate({ seed }) {
    const random = microsoftRandom(seed);
    for (;;) {
      let label = '';
      while (label.length < 10) label += String.fromCharCode(97 + (random() % 26));
      yield `${label}.com`;
    }
  },
});
