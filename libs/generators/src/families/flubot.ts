import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';
import { JavaRandom } from '../primitives/java-random.ts';

/** The suffixes of successive names, by version; the pattern repeats. */
const suffixes: Readonly<Record<string, readonly string[]>> = {
  v1: ['ru', 'cn', 'com', 'ru', 'com', 'cn'],
  v2: ['ru', 'cn', 'su', 'ru', 'su', 'cn'],
  // `pw` occurs twice.
  v3: (
    'ru cn com org pw net bar host online space site xyz website shop kz md tj pw gdn am com.ua ' +
    'news email icu biz kim work top info br'
  ).split(' '),
};

/** Returns the start of the generator; all arithmetic wraps at 64 bits. */
function start(date: Date, seed: number): bigint {
  const year = BigInt(date.getUTCFullYear());
  const month = BigInt(date.getUTCMonth());
  const doubled = 2n * (year ^ month);
  const product = BigInt.asUintN(64, doubled * (year ^ doubled));
  const second = BigInt.asUintN(64, product * (month ^ product));
  return BigInt.asUintN(64, second * second + BigInt(seed));
}

/** FluBot (Cabassous, Android banking trojan): Java's random numbers, started by the month and a campaign's seed. */
export const flubot = defineFamily({
  metadata: {
    name: 'flubot',
    aliases: ['cabassous'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'month',
    namesPerPeriod: 2500,
    namesPerVariant: { v1: 5000, v2: 5000 },
    variants: ['v3', 'v2', 'v1'],
    topLevelDomains: [...new Set(Object.values(suffixes).flat())],
    seedForm: 'decimal',
    defaultSeed: 1945,
    knownSeeds: [1136, 1642, 1813, 1905, 1945, 1949, 2931],
    campaigns: [
      ...[1945, 1136, 1642, 1813, 1905, 1949, 2931].map((seed) => ({ variant: 'v3', seed })),
      ...[1945, 1136, 1642].map((seed) => ({ variant: 'v2', seed })),
      ...[1136, 2931].map((seed) => ({ variant: 'v1', seed })),
    ],
    predictable: true,
    source:
      'port by pr3wtd, 2022-01; Bitsight, "FluBot malware persists"; suffixes of v1 and v2 from names listed by Maltrail',
  },
  listKey: (date) => date.toISOString().slice(0, 7),
  *generate({ date, seed, variant }) {
    const random = new JavaRandom(start(date, seed));
    const list = suffixes[variant] ?? [];
    for (let index = 0; ; index++) {
      let label = '';
      while (label.length < 15) label += String.fromCharCode(97 + random.nextInt(25));
      yield `${label}.${elementAt(list, index % list.length)}`;
    }
  },
});
