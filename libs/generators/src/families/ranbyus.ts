import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { mulHi32 } from '../primitives/mul-hi-32.ts';

const topLevelDomains = ['in', 'me', 'cc', 'su', 'tw', 'net', 'com', 'pw'];
/** One sample has its own order. */
const otherOrder = { seed: 0xce7f8514, list: ['in', 'net', 'org', 'com', 'me', 'su', 'tw', 'cc'] };

const ofSeptember = [
  0x0f0d5bfa, 0xf2c72b14, 0xae8714be, 0xce7f8514, 0x572473bb, 0x17794cf1, 0xc0e32524, 0x7cb7966e,
  0x9f90c9e7, 0x8fb8879b, 0xe981684b,
];
const ofMay = [0xc5f128f3, 0xb6354bc3, 0x65ba0743, 0x0478620c];

function* may2015(date: Date, seed: number): Generator<string> {
  let day = date.getUTCDate();
  let month = date.getUTCMonth() + 1;
  let year = date.getUTCFullYear();
  let state = seed;
  for (let counter = day; ; counter++) {
    let label = '';
    for (let left = 14; left > 0; left--) {
      day = (day >>> 15) ^ (((day & 0x1fff) ^ ((state ^ day) << 2)) << 4);
      year = ((year & ~15) << 17) ^ ((year ^ Math.imul(7, year)) >>> 11);
      month = Math.imul(14, month & ~1) ^ ((month ^ (month << 2)) >>> 8);
      state = (state >>> 6) ^ (((day + 8 * state) << 8) & 0x03ffff00);
      label += String.fromCharCode(97 + (((day ^ month ^ year) >>> 0) % 25));
    }
    yield `${label}.${elementAt(topLevelDomains, counter % 8)}`;
  }
}

/** A 64-bit linear congruential generator with the constants of Knuth's MMIX, in two halves. */
class LongGenerator {
  high = 0;
  low: number;

  constructor(start: number) {
    this.low = start >>> 0;
  }

  step(): void {
    const { high, low } = this;
    const sum = (Math.imul(low, 0x4c957f2d) >>> 0) + 0xf767814f;
    const carry = sum > 0xffffffff ? 1 : 0;
    const crossed = Math.imul(low, 0x5851f42d) + Math.imul(high, 0x4c957f2d);
    this.low = sum >>> 0;
    this.high = (mulHi32(low, 0x4c957f2d) + crossed + 0x14057b7e + carry) >>> 0;
  }
}

/** Three steps of the generator, mixed into four little-endian words. */
function writeBlock(random: LongGenerator, block: DataView, offset: number): void {
  random.step();
  const { high: firstHigh, low: firstLow } = random;
  random.step();
  const { high: secondHigh, low: secondLow } = random;
  random.step();
  const middle = (random.high << 8) | (random.low >>> 24);
  block.setUint32(offset, (middle & 0x000fffff) | (secondLow & 0xfff00000), true);
  block.setUint32(offset + 4, secondHigh, true);
  block.setUint32(offset + 8, (firstLow & 0xfff00000) | (random.high >>> 12), true);
  block.setUint32(offset + 12, firstHigh, true);
}

function* september2015(date: Date, seed: number): Generator<string> {
  const list = seed === otherOrder.seed ? otherOrder.list : topLevelDomains;
  const day = date.getUTCDate();
  const random = new LongGenerator((day * (date.getUTCMonth() + 1) * date.getUTCFullYear()) ^ seed);
  const bytes = new Uint8Array(32);
  const block = new DataView(bytes.buffer);
  for (let counter = day; ; counter++) {
    writeBlock(random, block, 0);
    writeBlock(random, block, 16);
    let label = '';
    for (let index = 0; index < 17; index++) {
      label += String.fromCharCode(97 + (elementAt(bytes, index) % 25));
    }
    yield `${label}.${elementAt(list, counter % 8)}`;
  }
}

/**
 * Ranbyus (banking trojan), in its versions of May and of September 2015; each has its own seeds.
 *
 * The ninth top-level domain in the malware's lists is never reached and left out here.
 */
export const ranbyus = defineFamily({
  metadata: {
    name: 'ranbyus',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 40,
    variants: ['v2_september2015', 'v1_may2015'],
    topLevelDomains: [...topLevelDomains, 'org'],
    seedForm: 'hexadecimal',
    defaultSeed: 0x0f0d5bfa,
    knownSeeds: [...ofSeptember, ...ofMay],
    campaigns: [
      ...ofSeptember.map((seed) => ({ variant: 'v2_september2015', seed })),
      ...ofMay.map((seed) => ({ variant: 'v1_may2015', seed })),
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, ranbyus; J. Bader on Ranbyus, johannesbader.ch, 2015-05 and 2015-09',
  },
  generate: ({ date, seed, variant }) =>
    variant === 'v1_may2015' ? may2015(date, seed) : september2015(date, seed),
});
