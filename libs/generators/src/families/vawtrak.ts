import { defineFamily } from '../family.ts';

const CONSONANTS = 'cdfghlmnrstw';
const VOWELS = 'aeiou';

/** The generator of the C standard's example, its whole state of 31 bits being the output. */
const successor = (state: number) => (Math.imul(1103515245, state) + 12345) & 0x7fffffff;

function* anyLetters(seed: number): Generator<string> {
  let state = seed;
  for (;;) {
    state = successor(state);
    let left = (state % 5) + 7;
    let label = '';
    while (left-- > 0) {
      state = successor(state);
      label += String.fromCharCode(97 + (state % 26));
    }
    yield `${label}.top`;
  }
}

function* pronounceable(seed: number, summand: number): Generator<string> {
  let state = seed;
  for (;;) {
    state = successor(state);
    let left = (state % 5) + 7;
    state = successor(state);
    let consonantsLeft = state % 2;
    let label = '';
    while (left-- > 0) {
      state = successor(state + summand);
      if (consonantsLeft > 0) {
        label += CONSONANTS.charAt(state % 12);
        consonantsLeft--;
      } else {
        label += VOWELS.charAt(state % 5);
        state = successor(state);
        consonantsLeft = (state % 2) + 1;
      }
    }
    yield `${label}.com`;
  }
}

/**
 * Vawtrak (Neverquest, Snifula; banking trojan), in three versions; the pronounceable two differ by
 * a constant.
 *
 * The seed of v1 is in the sample's configuration; none was published.
 */
export const vawtrak = defineFamily({
  metadata: {
    name: 'vawtrak',
    aliases: ['neverquest', 'snifula'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 150,
    namesPerVariant: { v1: 96 },
    variants: ['v2', 'v3', 'v1'],
    topLevelDomains: ['com', 'top'],
    seedForm: 'hexadecimal',
    defaultSeed: 0x5884c3c4,
    knownSeeds: [0x5884c3c4, 0x5542b2, 0x874c49, 0x3cdca1],
    campaigns: [
      { variant: 'v2', seed: 0x5884c3c4 },
      { variant: 'v2', seed: 0x5542b2 },
      { variant: 'v3', seed: 0x874c49 },
      { variant: 'v3', seed: 0x3cdca1 },
    ],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, vawtrak (samples 3868082e4daa93d34a3fe5d7df9d1d72, edfc8653b93c693a51c57caac9e715f7); Fidelis, "Vawtrak DGA Round 2", 2016-11',
  },
  generate({ seed, variant }) {
    if (variant === 'v1') return anyLetters(seed);
    return pronounceable(seed, variant === 'v2' ? 2 : 0x1895120f);
  },
});
