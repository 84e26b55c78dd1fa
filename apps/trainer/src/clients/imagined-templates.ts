import type { Draw } from './draw.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';
const VOWELS = 'aeiou';
const SUFFIXES =
  'com net org info biz ru in cc tk pw xyz top me eu co su us de click site online club name ws cn kz nu space work date win bid party host ga ml cf gq'.split(
    ' ',
  );

/** A way to make labels that all have one template. */
type Template = (draw: Draw, words: readonly string[]) => () => string;

const templates: readonly Template[] = [
  // A few letters before, within or behind a part that never changes.
  (draw, words) => {
    const fixed = draw.isTrue(0.5)
      ? syllables(draw, draw.between(6, 14))
      : draw.pick(words) + draw.pick(words);
    const at = draw.pick([0, 0, fixed.length, draw.below(fixed.length)]);
    const length = draw.between(3, 6);
    const alphabet = draw.pick([LETTERS, LETTERS, CONSONANTS, `${LETTERS}0123456789`]);
    return () => fixed.slice(0, at) + draw.text(alphabet, length) + fixed.slice(at);
  },
  // A handful of letters, as short names have.
  (draw) => {
    const length = draw.between(3, 7);
    const alphabet = draw.pick([LETTERS, CONSONANTS, LETTERS.slice(0, draw.between(8, 20))]);
    return () => draw.text(alphabet, length);
  },
  // Letters with a digit or two, anywhere or at the end.
  (draw) => {
    const length = draw.between(4, 11);
    const digits = draw.between(1, 3);
    const isLast = draw.isTrue(0.4);
    return () => {
      const letters = draw.text(LETTERS, length);
      const at = isLast ? length : draw.below(length + 1);
      return letters.slice(0, at) + draw.text('0123456789', digits) + letters.slice(at);
    };
  },
  // Syllables of one scheme, such as consonant and vowel by turns.
  (draw) => {
    const count = draw.between(2, 4);
    const scheme = draw.pick(['cv', 'cvc', 'vc', 'cvv', 'ccv']).repeat(count);
    return () =>
      Array.from(scheme, (kind) => draw.pick(kind === 'c' ? CONSONANTS : VOWELS)).join('');
  },
  // Words of a small list and a few letters or digits.
  (draw, words) => {
    const list = draw.sample(words, draw.between(5, 60));
    const alphabet = draw.pick([LETTERS, '0123456789', '0123456789abcdef']);
    const length = draw.between(2, 6);
    const isFirst = draw.isTrue(0.3);
    return () => {
      const [word, rest] = [draw.pick(list), draw.text(alphabet, length)];
      return isFirst ? rest + word : word + rest;
    };
  },
];

/** The words that any English text is made of, the commonest first. */
const TEXT_WORDS =
  'the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years where much your way down should because long each just state those people too mr how little good world make very year still see work life being here between both under never day same another know while last might us great old since against go came right states used take three public each use power right shall person upon government law laws rights united section part terms license copy notice any form works software program under code source permission general party'.split(
    ' ',
  );

/** A way to join words as malware does that carries a text or a dictionary with it. */
const textTemplate: Template = (draw, words) => {
  const isText = draw.isTrue(0.5);
  const own = draw.sample(words, draw.magnitude(30, 1500));
  const least = draw.between(8, 16);
  const most = least + draw.between(2, 14);
  const joined = draw.between(2, 4);
  const between = draw.isTrue(0.15) ? '-' : '';
  const isCut = draw.isTrue(0.3);
  const next = (): string =>
    isText && draw.isTrue(0.6) ? draw.pickPopular(TEXT_WORDS) : draw.pick(own);
  return () => {
    const parts: string[] = [];
    while (parts.length < joined || (isText && parts.join('').length < least)) parts.push(next());
    const label = parts.join(between);
    return isCut || isText ? label.slice(0, isCut ? least : most + 8).replace(/-+$/, '') : label;
  };
};

/** Names of a family of words that nobody has written yet. */
export function textNames(draw: Draw, words: readonly string[], count: number): string[] {
  return named(draw, textTemplate(draw, words), count);
}

/** Names of a family that nobody has written yet: all of one template, under a few suffixes. */
export function templateNames(draw: Draw, words: readonly string[], count: number): string[] {
  return named(draw, draw.pick(templates)(draw, words), count);
}

function named(draw: Draw, label: () => string, count: number): string[] {
  const suffixes = draw.sample(SUFFIXES, draw.between(1, 5));
  return Array.from({ length: count }, () => `${label()}.${draw.pick(suffixes)}`);
}

function syllables(draw: Draw, length: number): string {
  return Array.from({ length }, (_, i) => draw.pick(i % 2 === 0 ? CONSONANTS : VOWELS)).join('');
}
