import { defineFamily } from '../family.ts';
import { digest } from '../primitives/digest.ts';
import { elementAt } from '../primitives/element-at.ts';
import { littleEndian32 } from '../primitives/little-endian.ts';

/** The tables of a byte's syllable. */
interface SyllableTables {
  readonly first: string;
  readonly last: string;
  readonly vowelMask: number;
  readonly lastMask: number;
}

const first = {
  first: 'bcdfghjklmnpqrstvwx',
  last: 'zxtsrqpnmlkgfdc',
  vowelMask: 7,
  lastMask: 1,
};
const variants = {
  kz_v1: { topLevelDomain: 'kz', syllables: first },
  com_v1: { topLevelDomain: 'com', syllables: first },
  kz_v2: {
    topLevelDomain: 'kz',
    syllables: { first: 'kqbhcndjfwglpmzxrsv', last: 'qzlbtgrnkxsfdcm', vowelMask: 8, lastMask: 2 },
  },
  kz_v3: {
    topLevelDomain: 'kz',
    syllables: { first: 'zhjntdwmqbglpxrsfc', last: 'rlngbtkszpfdcmx', vowelMask: 8, lastMask: 2 },
  },
};

function syllable(byte: number, { first, last, vowelMask, lastMask }: SyllableTables): string {
  const vowel = 'aeiou'.charAt(((byte + 1) & 0xff) % 5);
  const start = first.charAt(byte % first.length) + vowel;
  // Only the vowel's index is truncated to a byte; these two reach 257 and 258.
  const mark = byte + 2;
  if (vowel === 'e' && (mark & vowelMask) !== 0) return start + 'aio'.charAt(mark % 3);
  return (mark & lastMask) === 0 ? start : start + last.charAt((byte + 3) % 15);
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Returns the malware's own count of days, which omits January and includes the whole current month. */
function dayNumber(date: Date): number {
  const year = date.getUTCFullYear();
  const leapYears = Math.floor(year / 4);
  let days = date.getUTCDate() + 365 * (year - leapYears) + 366 * leapYears;
  for (let month = 1; month <= date.getUTCMonth(); month++) {
    days += month === 1 && year % 4 === 0 ? 29 : elementAt(daysOfMonth, month);
  }
  return days;
}

const NAMES_PER_DAY = 30;
/** The day itself, the thirty before it, then the fourteen after it. */
const window = Array.from({ length: 45 }, (_, index) => (index <= 30 ? -index : index - 30));

/** Pushdo (Cutwail's dropper): a chain of MD5, each byte a syllable; a bot tries a window of 45 days. */
export const pushdo = defineFamily({
  metadata: {
    name: 'pushdo',
    aliases: ['cutwail'],
    kind: 'hash',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: NAMES_PER_DAY * window.length,
    variants: ['kz_v1', 'com_v1', 'kz_v2', 'kz_v3'],
    topLevelDomains: ['kz', 'com'],
    seedForm: 'none',
    knownSeeds: [],
    campaigns: [
      { variant: 'kz_v1' },
      { variant: 'com_v1' },
      { variant: 'kz_v2' },
      { variant: 'kz_v3' },
    ],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, pushdo',
  },
  *generate({ date, variant }) {
    const { topLevelDomain, syllables } = variants[variant as keyof typeof variants];
    const syllableOfByte = Array.from({ length: 256 }, (_, byte) => syllable(byte, syllables));
    const message = new Uint8Array(4);
    const view = new DataView(message.buffer);
    for (const offset of window) {
      let state = dayNumber(date) + offset;
      for (let left = NAMES_PER_DAY; left > 0; left--) {
        view.setUint32(0, state, true);
        const bytes = digest('md5', message);
        const word = littleEndian32(bytes, 0);
        const length = (word & 3) + 9;
        let label = '';
        for (let index = 0; label.length < length; index++) {
          label += elementAt(syllableOfByte, bytes.charCodeAt(index));
        }
        yield `${label.slice(0, length)}.${topLevelDomain}`;
        state = (word + 1) >>> 0;
      }
    }
  },
});
