import { SeededRandom } from '../primitives/seeded-random.ts';
import { MAX_LABEL_LENGTH, splitName } from './split-name.ts';

/** Where a word goes: into the label (with or without a hyphen), or in front as a label of its own. */
export const insertionPlaces = ['start', 'middle', 'end', 'label'] as const;

export type InsertionPlace = (typeof insertionPlaces)[number];

export interface InsertWordsOptions {
  readonly seed: number;
  readonly words: readonly string[];
  /** Positions, one drawn for each name; all by default. */
  readonly places?: readonly InsertionPlace[];
}

/**
 * Disguises names with words: a word is inserted into each name at a random position, every other
 * time with a hyphen. Names whose label would exceed 63 characters are left out.
 *
 * @example
 * [...insertWords(['xkqwzjvb.com'], { seed: 1, words: ['mail'] })] // such as mail-xkqwzjvb.com
 */
export function* insertWords(
  names: Iterable<string>,
  { seed, words, places = insertionPlaces }: InsertWordsOptions,
): Generator<string, void> {
  const random = new SeededRandom(seed);
  for (const name of names) {
    const { label, suffix } = splitName(name);
    const changed = inserted(label, random.oneOf(words), random.oneOf(places), random);
    if (changed.length <= MAX_LABEL_LENGTH || changed.includes('.')) yield changed + suffix;
  }
}

function inserted(
  label: string,
  word: string,
  place: InsertionPlace,
  random: SeededRandom,
): string {
  const hyphen = random.oneOf(['', '-']);
  switch (place) {
    case 'start':
      return word + hyphen + label;
    case 'end':
      return label + hyphen + word;
    case 'label':
      return `${word}.${label}`;
    case 'middle': {
      const position = random.between(1, Math.max(1, label.length - 1));
      return label.slice(0, position) + word + label.slice(position);
    }
  }
}
