import { type LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/model';

import { IMAGINED_SUFFIXES, NAMES_PER_IMAGINED_FAMILY } from './imagined-families.ts';

/** Words of a family's own list, at least and at most. */
const SHORTEST_LIST = 60;
const LONGEST_LIST = 1560;

/**
 * DGA families of words that nobody has written yet, beside those of `imaginedNames`: each draws a list from the words that people
 * use in benign names, joins two or three of it, and now and then puts a hyphen between them.
 */
export function* imaginedWordNames({
  count,
  words,
  seed,
}: {
  count: number;
  words: readonly string[];
  seed: number;
}): Iterable<LabelledDomain> {
  if (words.length === 0) return;
  const bits = randomBits(seed);
  const random = (below: number): number => bits() % below;
  const pick = (values: readonly string[]): string => values[random(values.length)] ?? '';
  const picked = (length: number, values: readonly string[]): string[] =>
    Array.from({ length }, () => pick(values));
  for (let made = 0; made < count; made += NAMES_PER_IMAGINED_FAMILY) {
    const list = picked(SHORTEST_LIST + random(LONGEST_LIST - SHORTEST_LIST), words);
    const joined = random(4) === 0 ? 3 : 2;
    const between = random(8) === 0 ? '-' : '';
    const suffixes = picked(1 + random(4), IMAGINED_SUFFIXES);
    for (let i = 0; i < NAMES_PER_IMAGINED_FAMILY; i++) {
      yield {
        domain: `${picked(joined, list).join(between)}.${pick(suffixes)}`,
        label: 1,
        family: 'dictionary-looking',
        source: 'imagined-words',
      };
    }
  }
}
