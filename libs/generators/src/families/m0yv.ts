import { defineFamily } from '../family.ts';
import { microsoftRandom } from '../primitives/linear-congruential.ts';
import { rotateLeft } from '../primitives/rotate.ts';

/** About the weeks left in the year, but counted by month: the value falls inside each. */
const weeksOf = (date: Date): number =>
  Math.trunc((30.5 * (date.getUTCMonth() + 1) - date.getUTCDate()) / 7);

/** Returns the seed changed by the date. */
function datedSeed(seed: number, date: Date): number {
  let value = (seed + date.getUTCFullYear()) >>> 0;
  for (let left = weeksOf(date); left > 0; left--) value = rotateLeft((value + 1) >>> 0, 1);
  return value;
}

/**
 * M0yv: 128 names, which never change (`static`) or change about every week (`td`, time dependent).
 *
 * The eight names in the raw corpus have other top-level domains and longer labels: they belong to
 * another version.
 */
export const m0yv = defineFamily({
  metadata: {
    name: 'm0yv',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'about a week',
    namesPerPeriod: 128,
    variants: ['td', 'static'],
    undatedVariants: ['static'],
    topLevelDomains: ['biz'],
    seedForm: 'hexadecimal',
    defaultSeed: '02484A18',
    knownSeeds: ['02484A18', '00128A0E', '7178AF3F'],
    campaigns: ['td', 'static'].flatMap((variant) =>
      ['02484A18', '00128A0E', '7178AF3F'].map((seed) => ({ variant, seed })),
    ),
    predictable: true,
    source: 'baderj/domain_generation_algorithms, m0yv',
  },
  listKey: (date) => `${date.getUTCFullYear()} ${weeksOf(date)}`,
  *generate({ date, seed, variant }) {
    const base = variant === 'td' ? datedSeed(seed, date) : seed;
    for (let index = 0; index < 128; index++) {
      const random = microsoftRandom(base ^ index);
      let left = 5 + (random() % 5);
      let label = '';
      while (left-- > 0) label += String.fromCharCode(97 + (random() % 26));
      yield `${label}.biz`;
    }
  },
});
