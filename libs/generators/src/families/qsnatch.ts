import { defineFamily } from '../family.ts';
import { digest } from '../primitives/digest.ts';

/** `.com.bn` has its dot in the malware too; its names have an empty label and cannot be resolved. */
const topLevelDomainsOfA = (
  'cf tk com ml de rocks mx biz net cn ga gq org top nl men ws se info xyz today ru ec co ee rs com.sv com.cy co.zw ' +
  'kg com.ge tl name tw lv bs li ng ae bt tv pe uz me gy am kr by fr com.uy com.lb com.br vu hk in re ch af com.ps ' +
  'ug dz pro co.th sg cd so mo co.id co.il com.do ke cx ro id pm hm vg az com.eg bz su com.ar gg com.lr pa com.ve ' +
  'al fm to mu co.ck pk co.rs cw nr gd gl ac lk md fi sx lc es cc cm la co.za je cz jp ai pw bg nu ag bm eu com.my ' +
  'sc ax wf ly qa vn aq mobi com.tr com.ua com.py hk.org south.am com.kh co.zm ru.net com.km tt kn co.ls co.fk ' +
  'uy.com com.gu .com.bn com.pf com.fj'
).split(' ');
const topLevelDomainsOfB =
  'cf tk ml ga gq com biz org de rocks mx cn top nl men ws se info xyz net today ru fi name to in com.ua vg vn cd'.split(
    ' ',
  );

const HOUR = 3600;
const FIFTEEN_DAYS = 360 * HOUR;
const intervals = [FIFTEEN_DAYS, 120 * HOUR, 24 * HOUR, 8 * HOUR, 2 * HOUR, HOUR];
/** Labels under these have one character more. */
const longer = ['com', 'net', 'org'];

/** Returns the 27 characters whose prefixes are the labels: SHA-1 in Base64, lower case, without signs. */
function characters(interval: number, topLevelDomain: string, seed: string): string {
  return btoa(digest('sha1', `${interval}${seed}${topLevelDomain}\n`))
    .replace('=', '')
    .toLowerCase()
    .replaceAll('+', 'b')
    .replaceAll('/', 'c');
}

/** A top-level domain, how many characters its labels have more than others, and the characters. */
interface LabelSource {
  readonly topLevelDomain: string;
  readonly bonus: number;
  readonly text: string;
}

/** The last labels of each interval: lists of successive hours differ in the shortest intervals only. */
const last = new Map<number, { key: string; sources: readonly LabelSource[] }>();

function sourcesOfA(interval: number, now: number, seed: string): readonly LabelSource[] {
  const key = `${now} ${seed}`;
  const known = last.get(interval);
  if (known?.key === key) return known.sources;
  const sources = topLevelDomainsOfA.map((topLevelDomain) => {
    const bonus = longer.includes(topLevelDomain) ? 1 : 0;
    return { topLevelDomain, bonus, text: characters(now, topLevelDomain, seed) };
  });
  last.set(interval, { key, sources });
  return sources;
}

/**
 * QSnatch (Derek; a shell script on network storage): SHA-1 of the number of the current interval and
 * the top-level domain. `a` has 2610 short names from intervals of 15 days to an hour, `b` 150
 * longer ones every 15 days.
 *
 * Names of three to five letters collide with real registrations: review the list of `a` before
 * blocking it.
 */
export const qsnatch = defineFamily({
  metadata: {
    name: 'qsnatch',
    aliases: ['derek'],
    kind: 'hash',
    dateSeeded: true,
    period: 'hour',
    namesPerPeriod: intervals.length * 3 * topLevelDomainsOfA.length,
    namesPerVariant: { b: 5 * topLevelDomainsOfB.length },
    variants: ['a', 'b'],
    secondsOfDay: Array.from({ length: 24 }, (_, index) => index * HOUR),
    topLevelDomains: [...new Set([...topLevelDomainsOfA, ...topLevelDomainsOfB])],
    seedForm: 'text',
    defaultSeed: 'IbjGOEgnuD',
    knownSeeds: ['IbjGOEgnuD'],
    campaigns: [
      { variant: 'a', seed: 'IbjGOEgnuD' },
      { variant: 'b', seed: 'IbjGOEgnuD' },
    ],
    predictable: true,
    caution: 'names of three to five letters are registrations of other people too',
    source:
      'baderj/domain_generation_algorithms, qsnatch; NCSC-FI on QSnatch, 2019; J. Bader, "The DGA of QSnatch", johannesbader.ch',
  },
  *generate({ date, seed, variant }) {
    const seconds = date.getTime() / 1000;
    if (variant === 'b') {
      for (const topLevelDomain of topLevelDomainsOfB) {
        const text = characters(Math.floor(seconds / FIFTEEN_DAYS), topLevelDomain, seed);
        for (let length = 6; length <= 10; length++)
          yield `${text.slice(0, length)}.${topLevelDomain}`;
      }
      return;
    }
    for (const interval of intervals) {
      const sources = sourcesOfA(interval, Math.floor(seconds / interval), seed);
      for (const length of [5, 3, 4]) {
        for (const { topLevelDomain, bonus, text } of sources) {
          yield `${text.slice(0, length + bonus)}.${topLevelDomain}`;
        }
      }
    }
  },
});
