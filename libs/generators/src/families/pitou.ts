import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghjklmnpqrstvwxyz';
const topLevelDomains = ['com', 'org', 'biz', 'net', 'info', 'mobi', 'us', 'name', 'me'];
const SLOTS = 20;
/** The length of a name that the malware generates without reading past its buffer. */
const EXACT_LENGTH = 8;

/** Returns the days since 1970 of the same day in the next month; a missing day overflows into the month after. */
function dayNumber(date: Date): number {
  const month = date.getUTCMonth() + 1;
  return Date.UTC(date.getUTCFullYear(), month, date.getUTCDate()) / 86_400_000;
}

/** Returns the bytes of a slot's letters, in the order of use. */
function letterBytes(magic: number, year: number, step: number, counter: number): number[] {
  const low = step & 0xff;
  const high = (step >> 8) & 0xff;
  const bytes: number[] = [];
  for (let half = 0; half < 2; half++) {
    const byte = (magic >>> (8 * half)) & 0xff;
    const factors = [
      year >> half,
      year << half,
      (high << half) ^ (low >> half),
      (low << half) ^ (high >> half),
    ];
    for (const [index, factor] of factors.entries()) {
      const nibble = index % 2 === 0 ? byte >> 4 : byte & 0xf;
      bytes.push((((nibble * factor) & 0xff) * (counter + 1)) & 0xff);
    }
  }
  return [...bytes, 0xe0];
}

function slotLabel(bytes: readonly number[]): string {
  let label = '';
  let at = 0;
  const vowel = () => VOWELS.charAt(elementAt(bytes, at++) % 5);
  const consonant = () => CONSONANTS.charAt(elementAt(bytes, at++) % 21);
  while (label.length < EXACT_LENGTH) {
    if (elementAt(bytes, at) & 0x80) {
      label += consonant();
      if (label.length < EXACT_LENGTH) label += vowel();
      if (label.length < EXACT_LENGTH && elementAt(bytes, at) & 0x40) label += vowel();
    } else {
      label += vowel() + consonant();
    }
  }
  return label;
}

/**
 * Pitou (bootkit, spam bot): pronounceable names in 20 slots; each slot keeps its name for about
 * ten days. The seed is the constant of the sample.
 *
 * For a name of nine letters the malware reads past its buffer, and the last letter cannot be
 * predicted: all 21 candidates are returned in turn, so that a day has up to 20 × 21 names. The
 * specification's rule for the target length always returns 8 and is left out here.
 */
export const pitou = defineFamily({
  metadata: {
    name: 'pitou',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: SLOTS * CONSONANTS.length,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'hexadecimal',
    defaultSeed: 0x0dafe02c,
    knownSeeds: [0x0dafe02c, 0x0dafe02d],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, pitou; J. Bader, "The DGA of Pitou", johannesbader.ch, 2019-07',
  },
  *generate({ date, seed: magic }) {
    const day = dayNumber(date);
    const year = date.getUTCFullYear() - 1900;
    for (let counter = 0; counter < SLOTS; counter++) {
      // The slots advance in turn, three of them each day.
      const step = 10 * Math.floor((Math.floor(counter / 3) + day) / 10);
      const label = slotLabel(letterBytes(magic, year, step, counter));
      const topLevelDomain = elementAt(topLevelDomains, ((counter ^ step ^ magic) >>> 0) % 9);
      if (label.length === EXACT_LENGTH) {
        yield `${label}.${topLevelDomain}`;
      } else {
        const stem = label.slice(0, EXACT_LENGTH);
        for (const letter of CONSONANTS) yield `${stem}${letter}.${topLevelDomain}`;
      }
    }
  },
});
