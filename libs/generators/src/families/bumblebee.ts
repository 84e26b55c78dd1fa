import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { parseSeed } from '../primitives/parse-seed.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

/** The shift register of 32 steps, a byte at a time: a CRC of the polynomial 0xF5000000. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xf5000000 : value >>> 1;
  return value;
});

/** Runs a 64-bit number through the 32 steps; its upper half only moves down. */
function shifted(high: number, low: number): number {
  let value = low;
  for (let byte = 0; byte < 4; byte++) value = (value >>> 8) ^ elementAt(table, value & 0xff);
  return (value ^ high) >>> 0;
}

/** The next 32-bit state; the product is below 2⁵³, so a double holds it. */
function next(state: number): number {
  const product = state * MULTIPLIER + INCREMENT;
  return shifted(Math.floor(product / 0x100000000), product >>> 0);
}

/** The first state that a seed of eight characters and a time lead to; only here 64 bits count. */
function firstState(seed: string, second: number, month: number, year: number): number {
  let start = 0n;
  for (let index = seed.length - 1; index >= 0; index--) {
    start = (start << 8n) | BigInt(seed.charCodeAt(index) & 0xff);
  }
  start += BigInt((second | ((month + 256) << 8)) + year);
  const product = BigInt.asUintN(64, start * BigInt(MULTIPLIER) + BigInt(INCREMENT));
  return shifted(Number(product >> 32n), Number(product & 0xffffffffn));
}

/** Label length and suffix of the campaigns that are known by their state only. */
const byState: Readonly<Record<string, readonly [length: number, topLevelDomain: string]>> = {
  f3dc5691: [8, 'life'],
  '3eb6e9a5': [8, 'life'],
  '21bb877e': [8, 'life'],
  f3e4c3b7: [9, 'life'],
  c8038837: [11, 'life'],
  ffc6b3cf: [12, 'life'],
  b7fc2ff5: [10, 'click'],
  '0beda9f9': [11, 'click'],
  df9282fb: [13, 'life'],
};

/**
 * BumbleBee (loader): a linear congruential generator, each state sent through a shift register.
 *
 * `static` starts from a seed of eight characters; `time` also from the second, month and year,
 * which no sample is known to use. The seeds of later campaigns are unpublished: `state` (100
 * names) and `state_300` take, in hexadecimal, the state that makes the first character of the
 * first name. `length` 0 and `topLevelDomain` '' stand for those of the campaign.
 */
export const bumblebee = defineFamily({
  metadata: {
    name: 'bumblebee',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'second (time)',
    namesPerPeriod: 100,
    namesPerVariant: { state_300: 300 },
    variants: ['static', 'time', 'state', 'state_300'],
    undatedVariants: ['static', 'state', 'state_300'],
    topLevelDomains: ['life', 'click'],
    seedForm: 'text',
    defaultSeed: 'TEST_SEE',
    knownSeeds: ['TEST_SEE', ...Object.keys(byState)],
    campaigns: [
      { variant: 'static', seed: 'TEST_SEE' },
      ...['f3dc5691', '3eb6e9a5', '21bb877e', 'f3e4c3b7', 'c8038837', 'ffc6b3cf'].map((seed) => ({
        variant: 'state',
        seed,
      })),
      ...['b7fc2ff5', '0beda9f9', 'df9282fb'].map((seed) => ({ variant: 'state_300', seed })),
    ],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, bumblebee; names listed by Maltrail',
  },
  listKey: (date, variant) =>
    variant === 'time' ? `${date.toISOString().slice(0, 7)} ${date.getUTCSeconds()}` : '',
  parameters: { length: 0, topLevelDomain: '' },
  *generate({ date, seed, variant }, { length, topLevelDomain }) {
    const isState = variant === 'state' || variant === 'state_300';
    if (!isState && seed.length !== 8) {
      throw new GeneratorsError(
        'GENERATORS_BAD_SEED',
        `The seed ${JSON.stringify(seed)} has ${seed.length} characters. BumbleBee's seeds have eight. Pass a text such as 'TEST_SEE'.`,
      );
    }
    const [knownLength, knownSuffix] = byState[seed.toLowerCase()] ?? [11, 'life'];
    const labelLength = length || knownLength;
    const suffix = topLevelDomain || knownSuffix;
    let state: number;
    if (isState) state = parseSeed(seed, 'hexadecimal');
    else if (variant === 'static') state = firstState(seed, 32, 13, 1899);
    else {
      state = firstState(seed, date.getUTCSeconds(), date.getUTCMonth(), date.getUTCFullYear());
    }
    for (;;) {
      let label = '';
      while (label.length < labelLength) {
        label += ALPHABET.charAt(state % 36);
        state = next(state);
      }
      yield `${label}.${suffix}`;
    }
  },
});
