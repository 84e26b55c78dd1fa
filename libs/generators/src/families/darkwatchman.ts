import { defineFamily } from '../family.ts';
import { crc32 } from '../primitives/crc32.ts';

const suffixes: Readonly<Record<string, readonly string[]>> = {
  top: ['top'],
  fun: ['fun', 'online', 'site'],
  shop: ['shop', 'cyou', 'icu'],
};

/**
 * DarkWatchman (JavaScript RAT): the CRC-32 of a text and a counter, in hexadecimal digits.
 *
 * The text, of a salt and mostly the day, is unpublished; its own CRC-32, which the known names
 * reveal, is all that counts and is the seed. The variant is the sample's set of suffixes.
 */
export const darkwatchman = defineFamily({
  metadata: {
    name: 'darkwatchman',
    aliases: [],
    kind: 'hash',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 100,
    namesPerVariant: { fun: 300, shop: 300 },
    variants: ['top', 'fun', 'shop'],
    topLevelDomains: Object.values(suffixes).flat(),
    seedForm: 'hexadecimal',
    defaultSeed: '62730141',
    knownSeeds: ['62730141', 'dae78775', 'd9c21726', 'cc1f113d', 'aa03bfa0'],
    campaigns: [
      { variant: 'top', seed: '62730141' },
      { variant: 'top', seed: 'dae78775' },
      { variant: 'fun', seed: 'dae78775' },
      { variant: 'fun', seed: 'cc1f113d' },
      { variant: 'fun', seed: 'aa03bfa0' },
      { variant: 'shop', seed: 'd9c21726' },
    ],
    predictable: true,
    source:
      'names listed by Maltrail; Prevailion, "DarkWatchman: a new evolution in fileless techniques", 2021-12',
  },
  *generate({ seed, variant }) {
    for (let index = 0; ; index++) {
      const label = crc32(String(index), seed).toString(16).padStart(8, '0');
      for (const suffix of suffixes[variant] ?? []) yield `${label}.${suffix}`;
    }
  },
});
