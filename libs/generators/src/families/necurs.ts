import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = (
  'tj in jp tw ac cm la mn so sh sc nu nf mu ms mx ki im cx cc tv bz me eu de ru co su pw kz sx us ug ir to ga ' +
  'com net org biz xxx pro bit'
).split(' ');

/** An unsigned 64-bit number in two halves, which is about ten times faster than a BigInt here. */
interface Halves {
  high: number;
  low: number;
}

/** Adds a number below 2³², then mixes for 21 … 148 rounds. */
function mix(state: Halves, summand: number): void {
  let low = state.low + summand;
  let high = state.high | 0;
  if (low > 0xffffffff) high = (high + 1) | 0;
  low |= 0;
  const rounds = (low & 127) + 21;
  for (let round = 0; round < rounds; round++) {
    // 7v = 8v − v; carries are comparisons, so that all numbers stay 32-bit integers.
    const eightfold = low << 3;
    const mixedLow = (eightfold - low) ^ (low << 15);
    const mixedHigh =
      (((high << 3) | (low >>> 29)) - high - (eightfold >>> 0 < low >>> 0 ? 1 : 0)) ^
      ((high << 15) | (low >>> 17));
    const shiftedLow = (high << 27) | (low >>> 5);
    const first = (low + mixedLow) | 0;
    const second = (first + 8 * round) | 0;
    const carry =
      (first >>> 0 < low >>> 0 ? 1 : 0) +
      (second >>> 0 < first >>> 0 ? 1 : 0) -
      (second >>> 0 < shiftedLow >>> 0 ? 1 : 0);
    low = (second - shiftedLow) | 0;
    high = (high + mixedHigh - (high >>> 5) + carry) | 0;
  }
  state.low = low >>> 0;
  state.high = high >>> 0;
}

function remainder({ high, low }: Halves, divisor: number): number {
  return ((high % divisor) * (0x100000000 % divisor) + (low % divisor)) % divisor;
}

/** Necurs, the third and predictable generator of the report; one list of 2048 names for about four days. */
export const necurs = defineFamily({
  metadata: {
    name: 'necurs',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: '4 days',
    namesPerPeriod: 2048,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'decimal',
    defaultSeed: 9,
    knownSeeds: [9],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, necurs; J. Bader, "The DGAs of Necurs", johannesbader.ch, 2015-02',
  },
  listKey: (date) => `${date.toISOString().slice(0, 7)} ${date.getUTCDate() >> 2}`,
  *generate({ date, seed }) {
    const start: Halves = { high: 0, low: 0 };
    mix(start, date.getUTCFullYear());
    mix(start, date.getUTCMonth() + 1 + 43690);
    mix(start, date.getUTCDate() >> 2);
    const state: Halves = { high: 0, low: 0 };
    for (let index = 0; ; index++) {
      state.high = start.high;
      state.low = start.low;
      mix(state, index);
      mix(state, seed);
      const length = 7 + remainder(state, 15);
      let label = '';
      for (let position = 0; position < length; position++) {
        mix(state, position);
        label += String.fromCharCode(97 + remainder(state, 25));
        mix(state, 0xabbedf);
      }
      yield `${label}.${elementAt(topLevelDomains, remainder(state, 43))}`;
    }
  },
});
