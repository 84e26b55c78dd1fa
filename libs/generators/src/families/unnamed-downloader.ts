import { defineFamily } from '../family.ts';

/** The arrangements of letters, by position: equal letters give the same text more than once. */
function* arrangements(letters: readonly string[]): Generator<string> {
  if (letters.length === 0) yield '';
  for (const [index, letter] of letters.entries()) {
    for (const rest of arrangements(letters.filter((_, other) => other !== index))) {
      yield letter + rest;
    }
  }
}

/**
 * A downloader of 2016 that nobody named: the arrangements of five letters below a hosting suffix,
 * where it looked for its configuration. With the known seed, which has a letter twice, each name
 * comes twice.
 *
 * Not fit for blocklists: the names are other people's pages.
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
    caution: "the names are other people's pages",
    source:
      'baderj/domain_generation_algorithms, unnamed_downloader (sample e66e3879700f88182bd92c7d3a00e9e4)',
  },
  *generate({ seed }) {
    for (const label of arrangements(Array.from(seed).sort())) yield `${label}.github.io`;
  },
});
