import type { LabelledDomain } from '@degas/features';

import { syntheticFamilies, randomElement, type Random } from './synthetic-families.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEXADECIMAL = `${DIGITS}abcdef`;

/** Words that hold sentences together: families that take their words from a text have them, those of a word list don't. */
const FUNCTION_WORDS =
  'the of and to in is for on that by this with you it not or be are from at as your all have an was we will can us if no do has but so what up out who get they go me when which their been were more than his her its our one had how said each she two him see time could make like into year now look people them other about after then these most over such because through where much before must between state never part under only some very while may same those against made upon shall laws right powers free great any among being without both own'.split(
    ' ',
  );

/**
 * Imagined families of shapes that `syntheticNames` hasn't: short labels, hexadecimal ones of one length, a stem with a number, a fixed beginning before
 * letters, and, a third of them, words of running text without a space. Each has its benign counterpart in `benignTwins`, so
 * that the shape alone doesn't decide.
 */
export function* imaginedShapeNames({
  count,
  words,
  seed,
}: {
  readonly count: number;
  readonly words: readonly string[];
  readonly seed: number;
}): Iterable<LabelledDomain> {
  if (words.length === 0) return;
  const common = { seed, mostSuffixes: 4, source: 'imagined-shapes' };
  const ofText = Math.floor(count / 3);
  yield* syntheticFamilies({
    ...common,
    count: count - ofText,
    imagine: (random) => imagineShape(words, random),
    family: 'random-looking',
  });
  yield* syntheticFamilies({
    ...common,
    count: ofText,
    imagine: (random) => imagineText(words, random),
    family: 'dictionary-looking',
  });
}

function imagineShape(words: readonly string[], random: Random): () => string {
  const drawn = (alphabet: string, length: number): string =>
    Array.from({ length }, () => randomElement(alphabet, random)).join('');
  switch (random(4)) {
    case 0: {
      const length = 6 + random(3);
      return () => drawn(LETTERS, length);
    }
    case 1: {
      const length = 8 + random(13);
      return () => drawn(HEXADECIMAL, length);
    }
    case 2: {
      const stem = drawn(LETTERS, 2 + random(4));
      const digits = 4 + random(6);
      return () => stem + drawn(DIGITS, digits);
    }
    default: {
      const stem = random(2) === 0 ? randomElement(words, random).slice(0, 6) : drawn(LETTERS, 5);
      const length = 5 + random(7);
      return () => stem + drawn(LETTERS, length);
    }
  }
}

/** Three to five words of a text, one in two of them of the kind that every text has. */
function imagineText(words: readonly string[], random: Random): () => string {
  const text = Array.from({ length: 100 + random(500) }, () =>
    random(2) === 0 ? randomElement(FUNCTION_WORDS, random) : randomElement(words, random),
  );
  const least = 12 + random(6);
  return () => {
    let label = '';
    let at = random(text.length);
    while (label.length < least) label += text[at++ % text.length] ?? '';
    return label.slice(0, 40);
  };
}
