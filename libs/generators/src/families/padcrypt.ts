import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';

/** The letter for each hexadecimal digit. */
const LETTERS = 'abcdnfolmkabcdef';

const eleven = 'com co.uk de org net eu info online co cc website'.split(' ');
const twelve = 'com co.uk de org net tk info online ga co cc website'.split(' ');

const versions = {
  '2.2.86.1': { names: 24, separator: ':', tail: '', topLevelDomains: eleven },
  '2.2.97.0': { names: 72, separator: '|', tail: '', topLevelDomains: eleven },
  '11.37.0.0': { names: 72, separator: '|', tail: '38', topLevelDomains: twelve },
} as const;

/** PadCrypt (ransomware): SHA-256 of the day and a counter; the variant is the malware's version. */
export const padcrypt = defineFamily({
  metadata: {
    name: 'padcrypt',
    aliases: [],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 24,
    namesPerVariant: { '2.2.97.0': 72, '11.37.0.0': 72 },
    variants: ['2.2.86.1', '2.2.97.0', '11.37.0.0'],
    topLevelDomains: [...new Set([...eleven, ...twelve])],
    seedForm: 'none',
    knownSeeds: [],
    campaigns: [{ variant: '2.2.86.1' }, { variant: '2.2.97.0' }, { variant: '11.37.0.0' }],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, padcrypt; J. Bader, "The DGA of PadCrypt", johannesbader.ch, 2016-03; 360netlab/DGA, issue 34',
  },
  *generate({ date, variant }) {
    const { names, separator, tail, topLevelDomains } = versions[variant as keyof typeof versions];
    const day = `${date.getUTCDate()}-${date.getUTCMonth() + 1}-${date.getUTCFullYear()}`;
    for (let counter = 0; counter < names; counter++) {
      const digest = hexDigest('sha256', `${day}${separator}${counter}${tail}`);
      let label = '';
      for (let position = 3; position < 19; position++) {
        label += LETTERS.charAt(Number.parseInt(digest.charAt(position), 16));
      }
      // A digit past the end of the list stands for the first entry, which is thus the usual one.
      yield `${label}.${topLevelDomains[Number.parseInt(digest.charAt(63), 16)] ?? 'com'}`;
    }
  },
});
