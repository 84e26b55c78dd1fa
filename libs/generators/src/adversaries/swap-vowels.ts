import { SeededRandom } from '../primitives/seeded-random.ts';
import { splitName } from './split-name.ts';

const VOWELS = 'aeiou';

export interface SwapVowelsOptions {
  readonly seed: number;
  /** How many vowels of a label change; 1 by default. */
  readonly swaps?: number;
}

/** Returns sound-alikes: vowels in random positions are replaced; names with fewer vowels are left out. */
export function* swapVowels(
  names: Iterable<string>,
  { seed, swaps = 1 }: SwapVowelsOptions,
): Generator<string, void> {
  const random = new SeededRandom(seed);
  for (const name of names) {
    const { label, suffix } = splitName(name);
    const letters = Array.from(label);
    const places = letters.flatMap((letter, index) => (VOWELS.includes(letter) ? [index] : []));
    if (places.length < swaps) continue;
    for (let left = swaps; left > 0; left--) {
      const [place = 0] = places.splice(random.below(places.length), 1);
      const others = VOWELS.replace(letters[place] ?? '', '');
      letters[place] = random.oneOf(others);
    }
    yield letters.join('') + suffix;
  }
}
