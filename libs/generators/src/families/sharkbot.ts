import { defineFamily } from '../family.ts';
import { hexDigest } from '../primitives/digest.ts';
import { isoWeek } from '../primitives/iso-week.ts';

const older = ['top', 'xyz', 'cc', 'info', 'com', 'ru', 'net'];
const newer = ['xyz', 'live', 'com', 'store', 'info', 'top', 'net'];
const KEY = 'pojBI9LHGFdfgegjjsJ99hvVGHVOjhksdf';

const base64Label = (text: string) => btoa(text).slice(0, 19).toLowerCase();
const digestLabel = (text: string) => hexDigest('md5', text).slice(0, 16);

/**
 * SharkBot (Android banking trojan): one label a week with seven top-level domains; the variant is
 * the malware's version.
 *
 * The week is the ISO week and the year the calendar's, which disagree around New Year, as in the
 * malware. The phone's locale can shift the week by one: a blocklist needs the adjacent weeks too.
 */
export const sharkbot = defineFamily({
  metadata: {
    name: 'sharkbot',
    aliases: [],
    kind: 'hash',
    dateSeeded: true,
    period: 'week',
    namesPerPeriod: 7,
    variants: ['v2.8', 'v2.1', 'v1.63', 'v0.0'],
    topLevelDomains: [...new Set([...newer, ...older])],
    seedForm: 'none',
    knownSeeds: [],
    campaigns: [
      { variant: 'v2.8' },
      { variant: 'v2.1' },
      { variant: 'v1.63' },
      { variant: 'v0.0' },
    ],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, sharkbot',
  },
  listKey: (date) => `${isoWeek(date)} ${date.getUTCFullYear()}`,
  *generate({ date, variant }) {
    const week = isoWeek(date);
    const year = date.getUTCFullYear();
    if (variant === 'v0.0' || variant === 'v1.63') {
      const label = base64Label(`${variant === 'v0.0' ? week : week + year}${KEY}`);
      for (const topLevelDomain of older) yield `${label}.${topLevelDomain}`;
    } else {
      // Version 2.1 appends the year only after hashing and removes it again.
      const suffix = variant === 'v2.1' ? '' : String(year);
      for (const topLevelDomain of newer) {
        yield `${digestLabel(`.${topLevelDomain}${week}${suffix}`)}.${topLevelDomain}`;
      }
    }
  },
});
