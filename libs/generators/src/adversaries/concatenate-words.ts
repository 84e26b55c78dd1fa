import { SeededRandom } from '../primitives/seeded-random.ts';
import { commonSuffixes, isHostLabel } from './split-name.ts';

export interface ConcatenateWordsOptions {
  readonly seed: number;
  /** How many names; endless by default. */
  readonly count?: number;
  /** Minimum and maximum number of words in a name; 2 and 3 by default. */
  readonly least?: number;
  readonly most?: number;
  /** Separators, one drawn for each name; by default mostly none and sometimes a hyphen. */
  readonly separators?: readonly string[];
  /** Without the dot. */
  readonly topLevelDomains?: readonly string[];
}

/** After this many labels in a row that are too long, the words do not fit a label. */
const PATIENCE = 10_000;

/**
 * Returns names of a word-list DGA with any dictionary: random words joined together, under a
 * random suffix. Endless by default.
 */
export function* concatenateWords(
  words: readonly string[],
  {
    seed,
    count = Infinity,
    least = 2,
    most = 3,
    separators = ['', '', '', '-'],
    topLevelDomains = commonSuffixes,
  }: ConcatenateWordsOptions,
): Generator<string, void> {
  const usable = words.map((word) => word.toLowerCase()).filter(isHostLabel);
  if (usable.length === 0) return;
  const random = new SeededRandom(seed);
  for (let left = count, misses = 0; left > 0 && misses < PATIENCE;) {
    const separator = random.oneOf(separators);
    const parts = Array.from({ length: random.between(least, most) }, () => random.oneOf(usable));
    const label = parts.join(separator);
    if (!isHostLabel(label)) {
      misses++;
      continue;
    }
    yield `${label}.${random.oneOf(topLevelDomains)}`;
    misses = 0;
    left--;
  }
}
