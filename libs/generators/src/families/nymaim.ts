import { defineFamily } from '../family.ts';

/** Returns the top-level domain, which depends on the last letter but one. */
function topLevelDomain(letterBeforeLast: number): string {
  if (letterBeforeLast <= 8) return 'com';
  if (letterBeforeLast <= 12) return 'org';
  if (letterBeforeLast <= 16) return 'biz';
  return letterBeforeLast <= 20 ? 'net' : 'info';
}

/**
 * Nymaim (downloader, ransomware), its first algorithm; the later one with words is `nymaim2`.
 *
 * Days with the same month + day and the same year + weekday have the same list.
 */
export const nymaim = defineFamily({
  metadata: {
    name: 'nymaim',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 128,
    variants: ['default'],
    topLevelDomains: ['com', 'org', 'biz', 'net', 'info'],
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, nymaim',
  },
  *generate({ date }) {
    const sum =
      date.getUTCFullYear() +
      date.getUTCDay() +
      65536 * (date.getUTCMonth() + 1 + date.getUTCDate());
    let a = (sum + 0x52455641) | 0;
    let b = (sum + 0x49484f4c) | 0;
    let c = (sum + 0x59554820) | 0;
    let d = (sum + 0x4d415620) | 0;
    const below = (bound: number) => {
      const mixed = a ^ (a << 11);
      const next = d ^ (d >>> 19) ^ mixed ^ (mixed >>> 8);
      const drawn = (c + next) >>> 0;
      a = (a + b) | 0;
      b = (b + c) | 0;
      c = (c + d) | 0;
      d = next;
      return Math.floor(drawn / 100) % bound;
    };
    for (;;) {
      let label = '';
      let last = 0;
      let beforeLast = 0;
      for (let left = 6 + below(6); left > 0; left--) {
        beforeLast = last;
        last = below(26);
        label += String.fromCharCode(97 + last);
      }
      yield `${label}.${topLevelDomain(beforeLast)}`;
    }
  },
});
