import { defineFamily } from '../family.ts';

const worm = 'eu biz se info com net org ru in name'.split(' ');
const javascript2015 = ['cc', 'co', 'eu'];

/** Returns Java's string hash, as a signed 32-bit number. */
function stringHash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index++) {
    value = (Math.imul(31, value) + text.charCodeAt(index)) | 0;
  }
  return value;
}

/** Returns the same hash of a text followed by the decimal digits of a number, from the hash of the text. */
function hashWithDigits(hashOfText: number, value: number): number {
  let power = 1;
  let ofDigits = 0;
  let left = value;
  do {
    const rest = Math.floor(left / 10);
    ofDigits = (ofDigits + Math.imul(power, 48 + left - 10 * rest)) | 0;
    power = Math.imul(31, power);
    left = rest;
  } while (left > 0);
  return (Math.imul(power, hashOfText) + ofDigits) | 0;
}

/**
 * Proslikefan (JavaScript worm): a string hash of the day, the seed text and the top-level domain.
 *
 * `javascript_2015`, the "unnamed JavaScript DGA", is the same with three other top-level domains;
 * it was seen with the seed `OK`.
 */
export const proslikefan = defineFamily({
  metadata: {
    name: 'proslikefan',
    aliases: ['unnamed_javascript_dga'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 100,
    namesPerVariant: { javascript_2015: 30 },
    variants: ['default', 'javascript_2015'],
    topLevelDomains: [...new Set([...worm, ...javascript2015])],
    seedForm: 'text',
    defaultSeed: 'prospect',
    knownSeeds: ['prospect', 'OK'],
    campaigns: [
      { variant: 'default', seed: 'prospect' },
      { variant: 'default', seed: 'OK' },
      { variant: 'javascript_2015', seed: 'OK' },
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, proslikefan and unnamed_javascript_dga; J. Bader, johannesbader.ch, "A JavaScript-based DGA", 2015-11, and 2016-06',
  },
  *generate({ date, seed, variant }) {
    const topLevelDomains = variant === 'default' ? worm : javascript2015;
    const day = `${date.getUTCMonth() + 1}.${date.getUTCDate()}.${date.getUTCFullYear()}`;
    const starts = topLevelDomains.map((topLevelDomain) => ({
      topLevelDomain,
      // The absolute value of −2³¹ is 2³¹ here, and the number stays above 32 bits.
      start: Math.abs(stringHash(`${seed}.${day}.${topLevelDomain}`)),
    }));
    for (let round = 0; round < 10; round++) {
      for (const { topLevelDomain, start } of starts) {
        let value = start + round;
        let hashOfLabel = 0;
        let label = '';
        // The target length depends on the value, which changes with every letter.
        while (label.length < (value % 7) + 6) {
          value = Math.abs(hashWithDigits(hashOfLabel, value));
          const code = 97 + (value % 26);
          hashOfLabel = (Math.imul(31, hashOfLabel) + code) | 0;
          label += String.fromCharCode(code);
        }
        yield `${label}.${topLevelDomain}`;
      }
    }
  },
});
