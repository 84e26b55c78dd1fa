import { defineFamily } from '../family.ts';

const worm = 'eu biz se info com net org ru in name'.split(' ');
const javascript2015 = ['cc', 'co', 'eu'];

/** The absolute value of the string hash that the Java and JavaScript world knows, 0 … 2³¹. */
function absoluteHash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index++) {
    value = (Math.imul(31, value) + text.charCodeAt(index)) | 0;
  }
  return Math.abs(value);
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
    aliases: [],
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
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, proslikefan and unnamed_javascript_dga; J. Bader, johannesbader.ch, "A JavaScript-based DGA", 2015-11, and 2016-06',
  },
  *generate({ date, seed, variant }) {
    const topLevelDomains = variant === 'default' ? worm : javascript2015;
    const day = `${date.getUTCMonth() + 1}.${date.getUTCDate()}.${date.getUTCFullYear()}`;
    for (let round = 0; round < 10; round++) {
      for (const topLevelDomain of topLevelDomains) {
        let value = absoluteHash(`${seed}.${day}.${topLevelDomain}`) + round;
        let label = '';
        // The aimed length follows the value, which changes with every letter.
        while (label.length < (value % 7) + 6) {
          value = absoluteHash(`${label}${value}`);
          label += String.fromCharCode(97 + (value % 26));
        }
        yield `${label}.${topLevelDomain}`;
      }
    }
  },
});
