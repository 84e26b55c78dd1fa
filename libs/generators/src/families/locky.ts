import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { rotateLeft, rotateRight } from '../primitives/rotate.ts';

const second = ['ru', 'pw', 'eu', 'in', 'yt', 'pm', 'us', 'fr', 'de', 'it', 'be', 'uk', 'nl', 'tf'];
const third = ['ru', 'info', 'biz', 'click', 'su', 'work', 'pl', 'org', 'pw', 'xyz'];
const secondSeeds = [62, 75, 9, 7, 0, 660, 555];
const thirdSeeds = [
  7077, 5566, 9106, 5579, 111, 9044, 9099, 9047, 9133, 9199, 9190, 9088, 9998, 9992, 1511, 1513,
  1517, 9056, 7773, 7743,
];

const SUMMAND = 0x27100001;

/** Multiplies and rotates; every state of the algorithm is a result of this function. */
function mixed(value: number, rotation: number): number {
  return rotateRight(Math.imul(0xb11924e1, value), rotation);
}

/** Returns the label and top-level domain of a final state. */
function name(
  start: number,
  shortest: number,
  rotation: number,
  topLevelDomains: readonly string[],
): string {
  const length = shortest + (start % 11);
  let state = start;
  let label = '';
  for (let position = 0; position < length; position++) {
    state = (mixed(rotateLeft(state, position), rotation) + SUMMAND) >>> 0;
    label += String.fromCharCode(97 + (state % 25));
  }
  state = (mixed(state, rotation) + SUMMAND) >>> 0;
  return `${label}.${elementAt(topLevelDomains, state % topLevelDomains.length)}`;
}

function* secondVersion(date: Date, seed: number): Iterable<string> {
  const [rotation, modulus] = seed === 0 ? [5, 6] : [7, 8];
  let day = mixed(date.getUTCFullYear() + 0x1bf5, rotation);
  if (seed !== 0) day = mixed(day + seed + SUMMAND, rotation);
  day = mixed(day + (date.getUTCDate() >> 1) + SUMMAND, rotation);
  day = mixed(day + date.getUTCMonth() + 1 + 0x2709a354, rotation);
  for (let index = 0; index < modulus; index++) {
    const state = mixed(rotateLeft(index, 21) + day + rotateLeft(seed, 17) + SUMMAND, rotation);
    yield name((state + SUMMAND) >>> 0, 5, rotation, second);
  }
}

function* thirdVersion(date: Date, seed: number): Iterable<string> {
  const [year, month, halfDay] = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate() >> 1,
  ];
  const rotatedSeed = rotateLeft(seed, 17);
  for (let index = 0; ; index++) {
    const rotatedIndex = rotateLeft(index, 21);
    let key = 0;
    for (let round = 0; round < 7; round++) {
      const one = ((mixed(year + round + key + 0x1bf5, 7) + SUMMAND) ^ key) >>> 0;
      const two = ((mixed(one + seed, 7) + SUMMAND) ^ one) >>> 0;
      const three = (0xd8efffff - mixed(halfDay + two, 7) + two) >>> 0;
      const four = (three + mixed(month + three - 0x65cad, 7) + SUMMAND) >>> 0;
      key = ((mixed(four + rotatedSeed + rotatedIndex, 7) + SUMMAND) ^ four) >>> 0;
    }
    yield name(key, 7, 7, third);
  }
}

/**
 * Locky, its second and third generator: one list for two days. The seed identifies the campaign; seed 0
 * of v2 rotates by 5 and has 6 names, all others rotate by 7.
 */
export const locky = defineFamily({
  metadata: {
    name: 'locky',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: '2 days',
    namesPerPeriod: 12,
    namesPerVariant: { v2: 8 },
    variants: ['v3', 'v2'],
    topLevelDomains: [...new Set([...second, ...third])],
    seedForm: 'decimal',
    defaultSeed: 7077,
    knownSeeds: [...secondSeeds, ...thirdSeeds],
    campaigns: [
      ...thirdSeeds.map((seed) => ({ variant: 'v3', seed })),
      ...secondSeeds.map((seed) => ({ variant: 'v2', seed })),
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, locky; Forcepoint, "Locky\'s new DGA – seeding new domains"; Nominum, "Locky back"',
  },
  listKey: (date) => `${date.toISOString().slice(0, 7)} ${date.getUTCDate() >> 1}`,
  generate({ date, seed, variant }) {
    return variant === 'v2' ? secondVersion(date, seed) : thirdVersion(date, seed);
  },
});
