import { defineFamily } from '../family.ts';
import { DotNetRandom } from '../primitives/dot-net-random.ts';

/** The constants of the campaigns, by the form of their seed. */
const constants = {
  day: [
    75491, 97891, 216162, 389171, 474474, 517114, 547872, 714171, 714172, 736162, 854172, 874172,
    943677, 985474,
  ],
  week: [
    8842, 48125, 87418, 97871, 111478, 154871, 172067, 174768, 205826, 242261, 354789, 355887,
    417414, 542678, 665878, 706234, 771092, 771095, 871333, 887414, 898501, 955658, 985471, 987177,
  ],
  month_day: [20258441, 20257361],
};

/** 1 … 366. */
const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

/** Returns the start of the generator; 2025 is part of the malware's constants, whatever the year. */
function start(date: Date, seed: number, variant: string): number {
  if (variant === 'day') return (Math.imul(2025, seed) + dayOfYear(date)) | 0;
  if (variant === 'week') return Math.imul(seed, 2025 + Math.floor(dayOfYear(date) / 7));
  return (seed + 100 * (date.getUTCMonth() + 1) + date.getUTCDate()) | 0;
}

/**
 * MintsLoader: fifteen letters of .NET's random numbers, started by a constant of the campaign and
 * the day, the week or the month and day of the year. Campaigns last for days to months; which
 * of them will return is unknown, so all of them count as known.
 */
export const mintsloader = defineFamily({
  metadata: {
    name: 'mintsloader',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day (day, month_day) or week (week)',
    namesPerPeriod: 1,
    variants: ['day', 'week', 'month_day'],
    topLevelDomains: ['top'],
    seedForm: 'decimal',
    defaultSeed: 216162,
    knownSeeds: Object.values(constants).flat(),
    campaigns: Object.entries(constants).flatMap(([variant, seeds]) =>
      seeds.map((seed) => ({ variant, seed })),
    ),
    predictable: true,
    source:
      'names listed by Maltrail; TRAC Labs, Orange Cyberdefense and Recorded Future on MintsLoader, 2025',
  },
  listKey: (date, variant) => String(start(date, 1, variant)),
  *generate({ date, seed, variant }) {
    const random = new DotNetRandom(start(date, seed, variant));
    const letters = variant === 'month_day' ? 25 : 14;
    for (;;) {
      let label = '';
      while (label.length < 15) label += String.fromCharCode(97 + random.next(letters));
      yield `${label}.top`;
    }
  },
});
