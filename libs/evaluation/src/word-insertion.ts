import { seededRandom } from './random-draws.ts';
import type { Attack } from './robustness.ts';

const longestLabel = 63;

/**
 * Attacks that insert a dictionary word into a DGA name: at the start, in the middle and at the end of its first
 * label, and as a label of its own in front. A word that would make the label too long for DNS is left out.
 */
export function wordInsertions(
  words: readonly string[],
  options: { readonly seed?: number } = {},
): Record<'word at start' | 'word in middle' | 'word at end' | 'word as label', Attack> {
  const inserting = (insert: (label: string, word: string) => string): Attack =>
    function* (names) {
      const random = seededRandom(options.seed ?? 1);
      for (const name of names) {
        const word = words[Math.floor(random() * words.length)] ?? '';
        const dot = name.indexOf('.');
        const label = dot === -1 ? name : name.slice(0, dot);
        const changed = insert(label, word);
        const fits = changed.split('.').every((part) => part.length <= longestLabel);
        yield (fits ? changed : label) + name.slice(label.length);
      }
    };
  return {
    'word at start': inserting((label, word) => word + label),
    'word in middle': inserting((label, word) => {
      const middle = label.length >>> 1;
      return label.slice(0, middle) + word + label.slice(middle);
    }),
    'word at end': inserting((label, word) => label + word),
    'word as label': inserting((label, word) => `${word}.${label}`),
  };
}
