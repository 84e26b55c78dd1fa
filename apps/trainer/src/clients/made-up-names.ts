import type { Draw } from './draw.ts';

/*
 * Benign names that no list holds in numbers, made as people make them: digits, pinyin, typos, one brand under many suffixes.
 */

const SUFFIXES = 'com net org info biz co io me cc xyz top vip club site online shop'.split(' ');
const CHINESE_SUFFIXES = 'com cn net com.cn cc top vip'.split(' ');
const DIGIT_SUFFIXES = 'cc com net vip cn top xyz bet win me tv app'.split(' ');
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Finals and initials of pinyin; not every pair is a syllable, most are. */
const INITIALS = 'b p m f d t n l g k h j q x zh ch sh r z c s y w'.split(' ');
const FINALS =
  'a o e i u ai ei ao ou an en ang eng ong ia ie iu ian in iang ing uo ui uan un uang'.split(' ');

/** `63288.cc`: betting and video sites take numbers of one length, one after another. */
export function digitNames(draw: Draw, count: number): string[] {
  const length = draw.between(3, 7);
  const prefix = draw.isTrue(0.3) ? draw.text(LETTERS, draw.between(1, 3)) : '';
  const ending = draw.isTrue(0.15) ? draw.text(LETTERS, draw.between(1, 2)) : '';
  const fixed = draw.isTrue(0.3) ? draw.text('0123456789', draw.between(1, 2)) : '';
  const suffixes = draw.sample(DIGIT_SUFFIXES, draw.between(1, 3));
  return make(count, () => {
    const digits = draw.text('0123456789', Math.max(2, length - fixed.length));
    return `${prefix}${fixed}${digits}${ending}.${draw.pick(suffixes)}`;
  });
}

/** Names of two to four syllables of pinyin, now and then with a number. */
export function pinyinNames(draw: Draw, count: number): string[] {
  const syllable = (): string => (draw.isTrue(0.12) ? '' : draw.pick(INITIALS)) + draw.pick(FINALS);
  return make(count, () => {
    const label = Array.from({ length: draw.between(2, 4) }, syllable).join('');
    const number = draw.isTrue(0.15) ? String(draw.below(1000)) : '';
    return `${label}${number}.${draw.pick(CHINESE_SUFFIXES)}`;
  });
}

/** Initials of pinyin or of other words: three to six consonants that mean something to somebody. */
export function initialsNames(draw: Draw, count: number): string[] {
  const length = draw.between(3, 5);
  return make(count, () => {
    const label = draw.text('bcdfghjklmnpqrstwxyz', length + draw.below(2));
    const number = draw.isTrue(0.3) ? String(draw.below(100)) : '';
    return `${label}${number}.${draw.pick(CHINESE_SUFFIXES)}`;
  });
}

/** Two to four letters before any suffix: shorteners, stock tickers, initials. */
export function shortNames(draw: Draw, count: number): string[] {
  return make(count, () => `${draw.text(LETTERS, draw.between(2, 4))}.${draw.pick(SUFFIXES)}`);
}

/** A popular name with one slip of the hand: a letter left out, doubled, swapped or from beside it on the keyboard. */
export function typoOf(draw: Draw, name: string): string {
  const dot = name.indexOf('.');
  const label = name.slice(0, dot);
  const at = draw.below(label.length);
  const [before, letter, after] = [label.slice(0, at), label[at] ?? '', label.slice(at + 1)];
  const slips = [
    () => before + after,
    () => before + letter + letter + after,
    () => before + (after[0] ?? '') + letter + after.slice(1),
    () => before + (neighbours[letter]?.[draw.below(2)] ?? 'e') + after,
    () => before + letter + (neighbours[letter]?.[draw.below(2)] ?? 'e') + after,
  ];
  const slipped = draw.isTrue(0.12) ? label : draw.pick(slips)();
  const suffix = draw.isTrue(0.2) ? draw.pick(['co', 'cm', 'con', 'om', 'net', 'org']) : '';
  return `${slipped}${suffix === '' ? name.slice(dot) : `.${suffix}`}`;
}

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];
const neighbours: Readonly<Record<string, string>> = Object.fromEntries(
  rows.flatMap((row) =>
    Array.from(row, (letter, i) => [letter, (row[i - 1] ?? '') + (row[i + 1] ?? row[i - 1] ?? '')]),
  ),
);

/** Names of one owner: a brand with numbers, with words, or under many suffixes. */
export function ownerNames(draw: Draw, words: readonly string[], count: number): string[] {
  const brand = draw.isTrue(0.5)
    ? draw.pick(words)
    : draw.text(LETTERS, draw.between(2, 4)) + (draw.isTrue(0.4) ? draw.pick(words) : '');
  const suffixes = draw.sample(SUFFIXES, draw.between(1, 4));
  const hyphen = draw.isTrue(0.3) ? '-' : '';
  const digits = draw.between(1, 4);
  const roles = draw.sample(ROLES, draw.between(3, ROLES.length));
  const styles = [
    () => `${brand}${hyphen}${draw.text('0123456789', digits)}`,
    () => `${brand}${hyphen}${draw.pick(roles)}`,
    () => `${draw.pick(roles)}${hyphen}${brand}${draw.isTrue(0.5) ? draw.below(30) : ''}`,
    () => brand,
    () => `${brand}${hyphen}${draw.pick(words)}`,
  ];
  const style = draw.below(styles.length);
  const everywhere = style === 3 ? [...SUFFIXES, ...COUNTRIES] : suffixes;
  return make(count, () => `${styles[style]?.() ?? brand}.${draw.pick(everywhere)}`);
}

const ROLES =
  'cdn static img images assets media video ads track pixel api data stats edge cloud app web mail sync match cache files dl s js'.split(
    ' ',
  );
const COUNTRIES = 'de fr es it nl se pl ru jp cn in ca at ch be dk no fi cz pt gr hu ro'.split(' ');

/** Spam domains as mail servers meet them: words glued together, or a few letters, under cheap suffixes, dead after a day. */
export function spamNames(draw: Draw, words: readonly string[], count: number): string[] {
  const cheap =
    'xyz top icu club online site info shop buzz store click live work best cyou com us'.split(' ');
  const suffixes = draw.sample(cheap, draw.between(3, 9));
  return make(count, () => {
    const style = draw.below(6);
    const label =
      style < 3
        ? `${draw.pick(words)}${draw.isTrue(0.2) ? '-' : ''}${draw.pick(words)}`
        : style === 3
          ? `${draw.pick(words)}${draw.below(1000)}`
          : style === 4
            ? `${draw.pick(words)}${draw.pick(words)}${draw.pick(words)}`
            : draw.text('aeioubcdfghklmnprst', draw.between(4, 7));
    return `${label}.${draw.pick(suffixes)}`;
  });
}

/** One advertiser's generated domains: letters of one length under few suffixes. They resolve, and nobody can read them. */
export function advertiserNames(draw: Draw, count: number): string[] {
  const alphabet = draw.pick([
    LETTERS,
    `${LETTERS}0123456789`,
    'abcdef0123456789',
    LETTERS.slice(0, 20),
  ]);
  const least = draw.between(8, 16);
  const spread = draw.isTrue(0.5) ? 0 : draw.between(1, 8);
  const suffixes = draw.sample(
    ['com', 'net', 'site', 'online', 'xyz', 'pro', 'ru'],
    draw.between(1, 2),
  );
  return make(
    count,
    () => `${draw.text(alphabet, least + draw.below(spread + 1))}.${draw.pick(suffixes)}`,
  );
}

/** Public red-team tools: seven to ten random letters with one digit, under three of seven suffixes. */
export function redTeamNames(draw: Draw, count: number): string[] {
  const suffixes = draw.sample(
    ['com', 'net', 'org', 'info', 'biz', 'ru', 'xyz', 'top', 'cc', 'in', 'co', 'io'],
    7,
  );
  const taken = draw.sample(suffixes, 3);
  return make(count, () => {
    const letters = draw.text(LETTERS, draw.between(6, 9));
    const at = draw.below(letters.length + 1);
    return `${letters.slice(0, at)}${draw.below(10)}${letters.slice(at)}.${draw.pick(taken)}`;
  });
}

/** Up to `count` different names; fewer where a style has no more. */
function make(count: number, next: () => string): string[] {
  const names = new Set<string>();
  for (let tries = 0; names.size < count && tries < 4 * count + 40; tries++) names.add(next());
  return [...names];
}
