import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = ['cc', 'cn', 'ws', 'com', 'net', 'org', 'info', 'biz'];

/** Days from 1601-01-01, where Windows file times begin, to 1970-01-01. */
const DAYS_TO_1970 = 134_774;
const TICKS_PER_DAY = 864_000_000_000n;

function firstKey(date: Date): bigint {
  const days = BigInt(Math.floor(date.getTime() / 86_400_000) + DAYS_TO_1970);
  const product = BigInt.asUintN(64, days * TICKS_PER_DAY * 0x352c94565n);
  return BigInt.asUintN(64, product / 0x58028e44000n + 0xa3596526n);
}

/**
 * Conficker.B (Downadup, Kido): a generator in floating point, whose 64 bits are its next key.
 *
 * The sine matters once or twice a day, for arguments near 5·10¹⁸: there processors of 2009
 * reduced the argument less exactly, so that later names of the day may differ on real bots.
 */
export const conficker = defineFamily({
  metadata: {
    name: 'conficker',
    aliases: ['downadup', 'kido'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 250,
    variants: ['b'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'andrewaeva/DGA, Conficker.cpp; F. Leder, T. Werner, "Know Your Enemy: Containing Conficker", 2009',
  },
  *generate({ date }) {
    let key = firstKey(date);
    const view = new DataView(new ArrayBuffer(8));
    const draw = (): number => {
      const x = Number(key);
      const product = Number(BigInt.asUintN(64, key * 0x53125624n));
      view.setFloat64(0, ((product + Math.sin(x)) * x + 0.626454564) * x + Math.log(x));
      key = view.getBigUint64(0);
      return view.getInt32(4);
    };
    for (;;) {
      // The remainder keeps the sign of the draw: 5 … 11 letters.
      let left = 8 + (draw() % 4);
      let label = '';
      while (left-- > 0) label += String.fromCharCode(97 + (Math.abs(draw()) % 26));
      yield `${label}.${elementAt(topLevelDomains, draw() & 7)}`;
    }
  },
});
