import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { LinearCongruential } from '../primitives/linear-congruential.ts';

const dynamicSuffixes = ['dyndns.org', 'yi.org', 'dynserv.com', 'mooo.com'];
const topLevelDomains = ['com', 'net', 'tv', 'cc'];

/** The constants of the two known samples, for hosts without and with a certain temporary file. */
const constants: Readonly<Record<string, { v1: [number, number]; v2: [number, number] }>> = {
  a: { v1: [0x08924541, -0x0fcfbf88], v2: [24938315, 24938314] },
  b: { v1: [0x07924542, -0x1fcfbf87], v2: [1600001, 1600000] },
};

const MULTIPLIER = 1103515245;
const INCREMENT = 12435;

/** Returns fifteen bits from the middle of a state. */
const output = (state: number): number => (state >>> 8) & 0x7fff;

function label(random: LinearCongruential, length: number): string {
  let letters = '';
  for (let left = length; left > 0; left--) {
    letters += String.fromCharCode(97 + (output(random.next()) % 26));
  }
  return letters;
}

function* staticNames(pair: readonly [number, number]): Iterable<string> {
  for (let day = 1000015; ; day++) {
    for (const present of [0, 1] as const) {
      const product = present
        ? Math.imul(Math.imul(day, day + 7), day + 12)
        : Math.imul(Math.imul(day + 2, day + 7), day);
      const square = present ? day * (day + 1) : (3 * day + 1) * day;
      const seed = Math.trunc(product / 9) + square + pair[present];
      const random = new LinearCongruential(seed, MULTIPLIER, INCREMENT);
      const [first, second, third] = [random.next(), random.next(), random.next()].map(output) as [
        number,
        number,
        number,
      ];
      const length = 6 + ((((first * second - third) % 6) + 6) % 6);
      yield `${label(random, length)}.${elementAt(dynamicSuffixes, day % 4)}`;
    }
  }
}

/** One discard: the state collapses to fifteen bits. */
const collapsed = (state: number): number => output(Math.imul(state, MULTIPLIER) + INCREMENT);

/**
 * Returns the state after `times` further discards for every collapsed state, by repeated squaring:
 * hundreds of discards for each name would take most of the time.
 */
function discardTable(times: number): Uint16Array {
  let power = Uint16Array.from({ length: 0x8000 }, (_, state) => collapsed(state));
  let table = Uint16Array.from({ length: 0x8000 }, (_, state) => state);
  for (let left = times; left > 0; left >>>= 1) {
    if (left & 1) table = table.map((state) => power[state] ?? 0);
    power = power.map((state) => power[state] ?? 0);
  }
  return table;
}

/** Returns the number of discards: a third of the names lags a week behind or never changes. */
function discards(index: number, week: number): number {
  const kind = index % 9;
  if (kind === 8) return 0;
  return kind >= 6 ? week - 1 : week;
}

const weekOf = (date: Date): number =>
  Math.floor((Math.floor(date.getTime() / 1000) - 1207000000) / 604800) + 2;

function* weeklyNames(
  pair: readonly [number, number],
  date: Date,
  suffixes: readonly string[],
): Iterable<string> {
  const week = weekOf(date);
  const lagging = discardTable(week - 2);
  for (let index = 0; ; index++) {
    for (const present of [0, 1] as const) {
      let state = 3 * index + pair[present];
      const times = discards(index, week);
      if (times > 0) state = lagging[collapsed(state)] ?? 0;
      if (times > 1 && times === week) state = collapsed(state);
      const random = new LinearCongruential(state, MULTIPLIER, INCREMENT);
      const [first, second, third] = [random.next(), random.next(), random.next()].map(output) as [
        number,
        number,
        number,
      ];
      const length = 7 + ((first * second + third) % 6);
      yield `${label(random, length)}.${elementAt(suffixes, index % 4)}`;
    }
  }
}

/**
 * Kraken (Bobax, Oderoor): v1 never changes, v2 changes on Mondays at 21:46:40 UTC. The seed `a`
 * or `b` is the sample; `topLevelDomainSet` 1 is com, net, tv, cc and 2 the dynamic suffixes of v1.
 * Of the 2000 names of a week of v2 about 1170 are distinct.
 */
export const kraken = defineFamily({
  metadata: {
    name: 'kraken',
    aliases: ['bobax', 'oderoor'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: 2000,
    variants: ['v2', 'v1'],
    undatedVariants: ['v1'],
    secondsOfDay: [0, 86399],
    topLevelDomains: [...topLevelDomains, ...dynamicSuffixes],
    seedForm: 'text',
    defaultSeed: 'a',
    knownSeeds: ['a', 'b'],
    campaigns: ['v2', 'v1'].flatMap((variant) => ['a', 'b'].map((seed) => ({ variant, seed }))),
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, kraken/v1 and v2; J. Bader, "Kraken\'s two Domain Generation Algorithms", johannesbader.ch, 2015-12',
  },
  listKey: (date) => String(weekOf(date)),
  parameters: { topLevelDomainSet: 1 },
  generate({ date, seed, variant }, { topLevelDomainSet }) {
    const sample = constants[seed];
    if (sample === undefined) {
      throw new GeneratorsError(
        'GENERATORS_BAD_SEED',
        `Unknown sample ${JSON.stringify(seed)} of Kraken. Expected the seed 'a' or 'b'.`,
      );
    }
    return variant === 'v1'
      ? staticNames(sample.v1)
      : weeklyNames(sample.v2, date, topLevelDomainSet === 1 ? topLevelDomains : dynamicSuffixes);
  },
});
