import { SeededRandom } from '../primitives/seeded-random.ts';
import { commonSuffixes, isHostLabel } from './split-name.ts';

export interface ConcatenateWordsOptions {
  readonly seed: number;
  /** Endless when not given. */
  readonly count?: number;
  /** The fewest and the most words of a name; 2 and 3 when not given. */
  readonly least?: number;
  readonly most?: number;
  /** Drawn from for each name; mostly none and sometimes a hyphen when not given. */
  readonly separators?: readonly string[];
  /** Without the dot. */
  readonly topLevelDomains?: readonly string[];
}

/** With so many labels in a row that are too long, the words fit no label. */
const PATIENCE = 10_000;

/**
 * A word-list DGA of any dictionary: random words one after another, under a random suffix.
 * Without end when no count is given.
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
