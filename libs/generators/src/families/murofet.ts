import { defineFamily } from '../family.ts';
import { digest } from '../primitives/digest.ts';

const letter = (number: number): string => (number < 26 ? String.fromCharCode(97 + number) : '');

/** The character that a byte of the digest adds to the label. */
const characters: Readonly<Record<string, (byte: number) => string>> = {
  v1: (byte) => ((byte & 31) === byte >> 3 ? '' : letter(byte & 31) + letter(byte >> 3)),
  v2: (byte) => letter((byte & 15) + (byte >> 4)),
  v3: (byte) => {
    const low = byte & 15;
    const high = byte >> 4;
    return letter(low) + (high < 10 ? letter(16 + high) : `${high - 9}${(low + 7) % 10}`);
  },
};

const tables: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(characters).map(([variant, characterOf]) => [
    variant,
    Array.from({ length: 256 }, (_, byte) => characterOf(byte)),
  ]),
);

function topLevelDomain(index: number, variant: string): string {
  if (index % 6 === 0 && variant !== 'v2') return 'ru';
  if (index % 5 === 0) return 'biz';
  if (index % 4 === 0) return 'info';
  if (index % 3 === 0) return 'org';
  return index % 2 === 0 ? 'net' : 'com';
}

/** Returns the bytes to hash, without the index, and the offset of the index. */
function message(date: Date, variant: string): { bytes: Uint8Array; offset: number } {
  const year = (date.getUTCFullYear() + 48) & 0xff;
  const month = date.getUTCMonth() + 1;
  const day = date.getUTCDate();
  return variant === 'v2'
    ? { bytes: Uint8Array.of(year, month, day, 0, 0, 0, 0, 0), offset: 4 }
    : { bytes: Uint8Array.of(year, month, day - (day % 7), 0, 0, 0, 0), offset: 3 };
}

/**
 * Murofet (Licat): three variants of MD5 over the date and an index of 0 … 1019. v1 and v3 change
 * about every week, v2 daily; the seed is the XOR key of v2, where 0 means none.
 */
export const murofet = defineFamily({
  metadata: {
    name: 'murofet',
    aliases: ['licat', 'murofetweekly', 'zeusbot'],
    kind: 'hash',
    dateSeeded: true,
    period: 'week (v1, v3) or day (v2)',
    namesPerPeriod: 1020,
    namesPerVariant: { v3: 1000 },
    variants: ['v1', 'v2', 'v3'],
    topLevelDomains: ['ru', 'biz', 'info', 'org', 'net', 'com'],
    seedForm: 'hexadecimal',
    defaultSeed: 0,
    knownSeeds: ['D6D7A4BE', 'DEADC2DE', 'D6D7A4B1'],
    campaigns: [
      { variant: 'v1' },
      { variant: 'v2', seed: 0 },
      { variant: 'v2', seed: 'D6D7A4BE' },
      { variant: 'v2', seed: 'DEADC2DE' },
      { variant: 'v2', seed: 'D6D7A4B1' },
      { variant: 'v3' },
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, murofet/v1 to v3; J. Bader, "Three Variants of Murofet\'s DGA", johannesbader.ch, 2015-09',
  },
  listKey: (date, variant) => message(date, variant).bytes.join(),
  *generate({ date, seed, variant }) {
    const { bytes, offset } = message(date, variant);
    const view = new DataView(bytes.buffer);
    const table = tables[variant] ?? [];
    if (variant === 'v2') view.setUint32(0, view.getUint32(0, true) ^ seed, true);
    for (let index = 0; index < 1020; index++) {
      view.setUint32(offset, variant === 'v2' ? (index & ~1) ^ seed : index, true);
      const digits = digest('md5', bytes);
      let label = '';
      for (let position = 0; position < 16; position++) {
        label += table[digits.charCodeAt(position)] ?? '';
      }
      if (label !== '') yield `${label}.${topLevelDomain(index, variant)}`;
    }
  },
});
