import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { pykspaSeed } from '../primitives/pykspa-seed.ts';

const ofPrecursor = ['biz', 'com', 'net', 'org', 'info', 'cc'];
const ofImproved = ['com', 'net', 'org', 'info'];

/** Periods in days. */
const periods = { improved_set1: 20, improved_set2: 1, precursor: 2 };

const periodOf = (date: Date, variant: string): number =>
  Math.floor(date.getTime() / 86_400_000 / periods[variant as keyof typeof periods]);

/** Exact for integers of this size, and several times faster than `%` above 31 bits. */
const remainder = (value: number, modulus: number) => value - modulus * Math.floor(value / modulus);

function* precursor(start: number): Generator<string> {
  let state = start;
  for (let counter = 0; ; counter++) {
    state = (Math.imul(state, state) + counter) >>> 0;
    const length = (state % 10) + 6;
    let value = state;
    let label = '';
    for (let index = 0; index < length; index++) {
      const factor =
        remainder(value, 5) +
        remainder(value, 123456) +
        index * (remainder(value, 4567) + remainder(value, 19));
      const letter = (length * (length + index) + Math.imul(value, factor)) >>> 0;
      label += String.fromCharCode(97 + (letter % 26));
      value = ((value + index) >>> 0) >>> (index * index);
    }
    yield `${label}.${elementAt(ofPrecursor, state % 6)}`;
  }
}

function* improved(start: number): Generator<string> {
  // The reference does not truncate its sums to 32 bits, so they are kept as exact doubles here.
  let state = start;
  for (let counter = 0; ; counter++) {
    state += remainder(state, counter + 1) + 1;
    const length = remainder(state + counter, 7) + 6;
    const modulus = 541 * length + 4;
    let value = state;
    let label = '';
    for (let index = 0; index < length; index++) {
      const factor =
        remainder(value, 5) +
        remainder(value, 123456) +
        index * ((value & 1) + remainder(value, 4567));
      const letter = length * (length + index) + (Math.imul(value, factor) >>> 0);
      label += String.fromCharCode(97 + remainder(letter, 26));
      value += remainder((Math.imul(value, 7837632 * length) >>> 0) + 82344, modulus);
    }
    yield `${label}.${elementAt(ofImproved, state & 3)}`;
  }
}

/**
 * Pykspa (Pykse, Skyper): the precursor with a list every two days, and the improved generation
 * with a set of real names every 20 days and a set of decoys every day.
 *
 * The lists of the improved generation are endless; public feeds list 200 and 800 names.
 */
export const pykspa = defineFamily({
  metadata: {
    name: 'pykspa',
    aliases: ['pykse', 'skyper', 'skypebot'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: '20 days',
    namesPerPeriod: 200,
    namesPerVariant: { improved_set2: 800, precursor: 5000 },
    variants: ['improved_set1', 'improved_set2', 'precursor'],
    topLevelDomains: ofPrecursor,
    seedForm: 'none',
    knownSeeds: [],
    campaigns: [
      { variant: 'improved_set1' },
      { variant: 'improved_set2' },
      { variant: 'precursor' },
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, pykspa; J. Bader on Pykspa, johannesbader.ch, 2015-03 and 2015-07',
  },
  listKey: (date, variant) => String(periodOf(date, variant)),
  generate({ date, variant }) {
    const index = periodOf(date, variant);
    return variant === 'precursor' ? precursor(index) : improved(pykspaSeed(index));
  },
});
