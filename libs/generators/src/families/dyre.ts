import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = ['cc', 'ws', 'to', 'in', 'hk', 'cn', 'tk', 'so'];

/**
 * Dyre (Dyreza): a letter, then 33 digits of the SHA-256 of the day and a counter.
 *
 * The names of this form in the raw corpus do not belong to any day: they were made from another text.
 */
export const dyre = defineFamily({
  metadata: {
    name: 'dyre',
    aliases: ['dyreza'],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 1000,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: 'Cisco Talos, "Threat Spotlight: Dyre/Dyreza", 2015-03',
  },
  *generate({ date }) {
    const day = `${date.getUTCFullYear()}-${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
    for (let index = 0; ; index++) {
      const digits = hexDigest('sha256', `${day}${index}`).slice(3, 36);
      const letter = String.fromCharCode(97 + (index % 26));
      yield `${letter}${digits}.${elementAt(topLevelDomains, index % 8)}`;
    }
  },
});
