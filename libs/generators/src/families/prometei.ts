import { defineFamily } from '../family.ts';

const topLevelDomains = ['com', 'net', 'org'];

/** A number below 100 as two letters, `a` standing for 0. */
const digits = (number: number): string => letter(Math.floor(number / 10)) + letter(number % 10);

const letter = (number: number): string => String.fromCharCode(97 + number);

/**
 * Prometei (version 3): the date in letters after a fixed word, and one of sixteen letters.
 * Only the set of a day is established, not the order in which a bot tries it.
 */
export const prometei = defineFamily({
  metadata: {
    name: 'prometei',
    aliases: [],
    kind: 'encoding',
    dateSeeded: true,
    period: 'day',
    namesPerPeriod: 48,
    variants: ['v3'],
    topLevelDomains,
    seedForm: 'none',
    knownSeeds: [],
    predictable: true,
    source:
      'Cisco Talos, "Prometei botnet improves modules and exhibits new capabilities", 2023-03; the coding from names listed by Maltrail',
  },
  *generate({ date }) {
    const day = digits(date.getUTCDate()) + digits(date.getUTCFullYear() % 100);
    for (let index = 0; index < 16; index++) {
      const label = `xinchao${day}${letter(date.getUTCMonth() + 1)}${letter(index)}`;
      for (const topLevelDomain of topLevelDomains) yield `${label}.${topLevelDomain}`;
    }
  },
});
