import type { LabelledDomain } from '@degas/features';

import { syntheticFamilies, randomElement, type Random } from './synthetic-families.ts';

/** Words of a family's own list, at least and at most. */
const SHORTEST_LIST = 60;
const LONGEST_LIST = 1560;

/**
 * Imagined families of words, beside those of letters: each draws a list from the words that people use in benign names, joins two or
 * three of it, and now and then puts a hyphen between them.
 */
export function syntheticWordNames({
  words,
  ...options
}: {
  count: number;
  words: readonly string[];
  seed: number;
}): Iterable<LabelledDomain> {
  if (words.length === 0) return [];
  return syntheticFamilies({
    ...options,
    imagine: (random) => syntheticWordLabels(words, random),
    mostSuffixes: 4,
    family: 'dictionary-looking',
    source: 'imagined-words',
  });
}

function syntheticWordLabels(words: readonly string[], random: Random): () => string {
  const picked = (length: number, values: readonly string[]): string[] =>
    Array.from({ length }, () => randomElement(values, random));
  const list = picked(SHORTEST_LIST + random(LONGEST_LIST - SHORTEST_LIST), words);
  const joined = random(4) === 0 ? 3 : 2;
  const between = random(8) === 0 ? '-' : '';
  return () => picked(joined, list).join(between);
}
