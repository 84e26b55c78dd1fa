import { defineFamily } from '../family.ts';
import { crc32 } from '../primitives/crc32.ts';
import { elementAt } from '../primitives/element-at.ts';
import { MersenneTwister } from '../primitives/mersenne-twister.ts';
import { monthNames } from '../primitives/month-names.ts';

/** `org` occurs twice. */
const topLevelDomains = ['com', 'net', 'org', 'info', 'biz', 'org'];

/** Qakbot (Qbot, Pinkslipbot): a Mersenne Twister started by the CRC of the third of the month. */
export const qakbot = defineFamily({
  metadata: {
    name: 'qakbot',
    aliases: ['qbot', 'pinkslipbot'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'third of a month',
    namesPerPeriod: 5000,
    variants: ['default', 'sandbox'],
    topLevelDomains: ['com', 'net', 'org', 'info', 'biz'],
    seedForm: 'decimal',
    defaultSeed: 0,
    knownSeeds: [0, 1],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, qakbot; J. Bader, "The DGA of Qakbot", johannesbader.ch, 2016-02',
  },
  listKey: (date) =>
    `${date.toISOString().slice(0, 7)} ${Math.min(Math.floor((date.getUTCDate() - 1) / 10), 2)}`,
  *generate({ date, seed, variant }) {
    const third = Math.min(Math.floor((date.getUTCDate() - 1) / 10), 2);
    const month = elementAt(monthNames, date.getUTCMonth());
    const key = `${third}.${month}.${date.getUTCFullYear()}.${seed.toString(16).padStart(8, '0')}`;
    // The malware generates other names where it detects a sandbox.
    const random = new MersenneTwister(crc32(key) + (variant === 'sandbox' ? 1 : 0));
    const below = (bound: number) => Math.floor(((random.next() & 0xfffffff) * bound) / 0x10000000);
    for (;;) {
      const topLevelDomain = elementAt(topLevelDomains, below(6));
      let left = 8 + below(18);
      let label = '';
      while (left-- > 0) label += String.fromCharCode(97 + below(26));
      yield `${label}.${topLevelDomain}`;
    }
  },
});
