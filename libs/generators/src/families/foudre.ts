import { defineFamily } from '../family.ts';
import { crc32 } from '../primitives/crc32.ts';
import { isoWeek } from '../primitives/iso-week.ts';

const suffixes = ['space', 'net', 'top', 'dynu.net'];

const week = (date: Date): string =>
  `${date.getUTCFullYear()}${date.getUTCMonth() + 1}${isoWeek(date)}`;

/**
 * Foudre (Infy, Prince of Persia): the CRC-32 of a prefix, the year, the month, the ISO week and a
 * counter. A week in two months has two lists. The variant is the year; the seed is the prefix.
 */
export const foudre = defineFamily({
  metadata: {
    name: 'foudre',
    aliases: ['infy', 'prince_of_persia'],
    kind: 'hash',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: 80,
    namesPerVariant: { '2018': 1, '2017': 2 },
    variants: ['2020', '2018', '2017'],
    topLevelDomains: suffixes,
    seedForm: 'text',
    defaultSeed: 'NRV1',
    knownSeeds: ['NRV1', 'NRTV1'],
    campaigns: [
      { variant: '2020', seed: 'NRV1' },
      { variant: '2018', seed: 'NRTV1' },
      { variant: '2017', seed: 'NRV1' },
    ],
    predictable: true,
    source:
      'Unit 42, "Prince of Persia: Ride the Lightning", 2017-08; Intezer, "The Sands of Foudre", 2018; the counter from names listed by Maltrail',
  },
  listKey: week,
  *generate({ date, seed, variant }) {
    const base = crc32(seed + week(date));
    const used = variant === '2020' ? suffixes : suffixes.slice(0, 1);
    for (let index = 0; ; index++) {
      const label = crc32(index === 0 ? '' : String(index), base)
        .toString(16)
        .padStart(8, '0');
      for (const suffix of used) yield `${label}.${suffix}`;
    }
  },
});
