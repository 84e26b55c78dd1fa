import type { GenerateOptions } from '../family.ts';
import type { SeededRandom } from '../primitives/seeded-random.ts';

/** Draws the options of a plausible campaign; `words` is a dictionary of lower-case words. */
export type SeedMaker = (random: SeededRandom, words: readonly string[]) => GenerateOptions;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const BASE36 = LETTERS + DIGITS;
const BASE62 = BASE36 + LETTERS.toUpperCase();

/** A number of `size` bits, but not 0, a state that some algorithms never leave. */
const bits =
  (size: number, ...variants: readonly string[]): SeedMaker =>
  (random) => ({
    seed: 1 + random.below(2 ** size - 1),
    ...(variants.length > 0 && { variant: random.oneOf(variants) }),
  });

/** Numbers as authors type them: mostly short ones. */
const typedNumber =
  (mostDigits: number): SeedMaker =>
  (random) => ({ seed: 1 + random.below(10 ** random.between(1, mostDigits) - 1) });

/** Returns distinct words of a dictionary. */
function someWords(random: SeededRandom, words: readonly string[], count: number): string[] {
  const chosen = new Set<string>();
  while (chosen.size < Math.min(count, words.length)) chosen.add(random.oneOf(words));
  return [...chosen];
}

const label = (random: SeededRandom, least: number, most: number, alphabet = BASE36) =>
  random.text(alphabet, random.between(least, most));

/**
 * For each family, seeds in the form that they have in the wild, as far as the known ones show.
 * Families without an entry have nothing to vary but their variant and the date.
 */
export const seedMakers: Readonly<Record<string, SeedMaker>> = {
  banjori: (random, words) => {
    const long = words.filter((word) => word.length >= 4);
    return {
      seed: `${random.oneOf(long)}${random.oneOf(long)}${label(random, 1, 4, LETTERS)}.com`,
    };
  },
  bigviktor: (random, words) => ({
    verbs: someWords(random, words, random.between(80, 120)),
    adjectives: someWords(random, words, random.between(300, 600)),
    nouns: someWords(random, words, random.between(800, 1600)),
  }),
  bumblebee: (random) => ({
    variant: 'state',
    seed: random.text('0123456789abcdef', 8),
    length: random.between(8, 13),
    topLevelDomain: random.oneOf(['life', 'life', 'life', 'click']),
  }),
  corebot: bits(32),
  darkcracks: (random, words) => ({ seed: `${random.oneOf(words)}${random.text(BASE62, 4)}` }),
  darkwatchman: bits(32, 'top', 'fun', 'shop'),
  dircrypt: bits(32),
  dmsniff: (random) => {
    const multipliers = [1, 3, 5, 7, 11, 13];
    const drawn = someWords(random, multipliers.map(String), 6).map(Number);
    return { seed: random.text(LETTERS, 2), multipliers: drawn };
  },
  dnschanger: bits(24),
  enviserv: (random, words) => ({ seed: `${random.oneOf(words)}_${random.oneOf(words)}` }),
  flubot: (random) => ({
    variant: random.oneOf(['v1', 'v2', 'v3']),
    seed: random.between(1000, 2999),
  }),
  fobber: bits(32, 'v1', 'v2'),
  foudre: (random) => ({ seed: `N${random.text(LETTERS, random.between(1, 3)).toUpperCase()}V1` }),
  gozi: (random, words) => ({
    variant: random.oneOf(['luther', 'rfc4343', 'nasa', 'gpl']),
    words: someWords(random, words, random.between(300, 1500)),
  }),
  hesperbot: bits(32),
  locky: (random) =>
    random.below(3) === 0
      ? { variant: 'v2', seed: random.between(1, 999) }
      : { variant: 'v3', seed: random.between(1, 9999) },
  m0yv: bits(32, 'td', 'static'),
  matsnu: (random, words) => ({
    firstWords: someWords(random, words, random.between(600, 1000)),
    secondWords: someWords(random, words, random.between(600, 1100)),
  }),
  mintsloader: (random) => {
    const variant = random.oneOf(['day', 'week', 'month_day']);
    return {
      variant,
      seed:
        variant === 'month_day'
          ? random.between(20_250_000, 20_269_999)
          : random.between(9999, 999_999),
    };
  },
  murofet: bits(32, 'v2'),
  mydoom: bits(16),
  necurs: typedNumber(3),
  ngioweb: bits(27),
  nymaim2: (random, words) => ({
    firstWords: someWords(random, words, random.between(500, 2400)),
    secondWords: someWords(random, words, random.between(500, 4000)),
  }),
  orchard: (random) => ({
    variant: 'blockchain',
    balance: random.between(1_000_000, 4_000_000_000),
    transactions: random.between(1, 9999),
  }),
  pitou: bits(32),
  proslikefan: (random, words) => ({
    seed: random.oneOf(words),
    variant: random.oneOf(['default', 'javascript_2015']),
  }),
  qadars: bits(16),
  qakbot: typedNumber(5),
  qsnatch: (random) => ({ seed: random.text(BASE62, 10), variant: random.oneOf(['a', 'b']) }),
  ramdo: bits(20),
  ramnit: bits(32, 'classic', 'multi_tld'),
  ranbyus: bits(32, 'v1_may2015', 'v2_september2015'),
  // Milliseconds since the machine was switched on, within about two weeks.
  reconyc: bits(30),
  shiotob: (random) => ({
    seed: `${label(random, 10, 15)}.${random.oneOf(['com', 'net'])}`,
    variant: random.oneOf(['v1', 'v2']),
  }),
  simda: (random) => ({
    seed: 1 + random.below(2 ** 31),
    key: random.text('0123456789abcdef', 30),
    length: random.oneOf([5, 7, 7, 7, 9, 11]),
    topLevelDomain: random.oneOf(['com', 'info', 'eu', 'net', 'org', 'su']),
  }),
  suppobox: (random, words) => ({
    words: someWords(random, words, 384),
    variant: random.oneOf(['v1_net', 'v2_net_ru']),
  }),
  symmi: typedNumber(4),
  tinba: (random) => ({
    seed: random.text(BASE62, 16),
    initialDomain: `${random.text(LETTERS, random.between(12, 14))}.com`,
    topLevelDomains: someWords(
      random,
      ['com', 'net', 'org', 'biz', 'info', 'in', 'ru', 'pw', 'us', 'xyz', 'club', 'cc', 'top'],
      random.oneOf([1, 4, 4]),
    ),
  }),
  tufik: bits(32),
  unnamed_downloader: (random) => ({ seed: someWords(random, Array.from(LETTERS), 5).join('') }),
  vawtrak: bits(32, 'v1', 'v2', 'v3'),
  verblecon: (random, words) => ({ seed: random.oneOf(words) }),
  zloader: (random) => ({ seed: label(random, 12, 18, BASE62) }),
};
