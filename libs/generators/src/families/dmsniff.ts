import { defineFamily } from '../family.ts';
import { elementAt } from '../primitives/element-at.ts';

const topLevelDomains = ['com', 'org', 'net', 'ru', 'in'];

const multipliersOf: Readonly<Record<string, readonly number[]>> = {
  sn: [1, 7, 3, 5, 11, 13],
  al: [1, 3, 5, 7, 11, 13],
};

/** Halves a value until it is the number of a letter a … y. */
function reduced(value: number): number {
  let result = value;
  while (result > 24) result >>>= 1;
  return result;
}

/**
 * DMSniff: 50 names, which never change. The seed is the prefix of two letters; `multipliers`
 * replaces the six numbers that go with it.
 */
export const dmsniff = defineFamily({
  metadata: {
    name: 'dmsniff',
    aliases: [],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 50,
    variants: ['default'],
    topLevelDomains,
    seedForm: 'text',
    defaultSeed: 'sn',
    knownSeeds: ['sn', 'al'],
    predictable: true,
    source: 'baderj/domain_generation_algorithms, dmsniff; Flashpoint, 2019',
  },
  parameters: { multipliers: [] as readonly number[] },
  *generate({ seed }, { multipliers }) {
    const used = multipliers.length > 0 ? multipliers : (multipliersOf[seed] ?? []);
    for (let counter = 1; counter <= 50; counter++) {
      let label = seed;
      for (const multiplier of used) {
        label += String.fromCharCode(97 + reduced(multiplier * counter));
      }
      yield `${label}.${elementAt(topLevelDomains, Math.floor(reduced(counter) / 5))}`;
    }
  },
});
