import { defineFamily } from '../family.ts';

/** Returns the permutations of letters, by position: equal letters lead to repeated texts. */
function* arrangements(letters: readonly string[]): Generator<string> {
  if (letters.length === 0) yield '';
  for (const [index, letter] of letters.entries()) {
    for (const rest of arrangements(letters.filter((_, other) => other !== index))) {
      yield letter + rest;
    }
  }
}

/**
 * An unnamed downloader of 2016: the permutations of five letters below a hosting suffix, where it
 * looked for its configuration. With the known seed, which has a letter twice, each name occurs
 * twice.
 *
 * Not suitable for blocklists: the names are pages of other people.
 */
export const unnamedDownloader = defineFamily({
  metadata: {
    name: 'unnamed_downloader',
    aliases: [],
    kind: 'permutation',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 120,
    variants: ['default'],
    topLevelDomains: ['github.io'],
    seedForm: 'text',
    defaultSeed: 'ddktn',
    knownSeeds: ['ddktn'],
    predictable: true,
    caution: 'the names are pages of other people',
    source:
      'baderj/domain_generation_algorithms, unnamed_downloader (sample e66e3879700f88182bd92c7d3a00e9e4)',
  },
  *generate({ seed }) {
    for (const label of arrangements(Array.from(seed).sort())) yield `${label}.github.io`;
  },
});
