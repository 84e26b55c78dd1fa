import { SeededRandom } from '../primitives/seeded-random.ts';
import { commonSuffixes, isHostLabel, splitName } from './split-name.ts';

export interface MarkovNamesOptions {
  readonly seed: number;
  /** How many names; endless by default. */
  readonly count?: number;
  /** How many characters determine the next one; 3 by default. */
  readonly order?: number;
  /** Shorter and longer labels are discarded; 6 and 30 by default. */
  readonly shortest?: number;
  readonly longest?: number;
  /** Without the dot. */
  readonly topLevelDomains?: readonly string[];
}

/** The characters of a label; the last one marks its end. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789-$';
const END = '$';
/** Marks the place before the first character; it occurs in no host name. */
const START = '^';

/** After this many rejected labels in a row, the given names are too few to generate others. */
const PATIENCE = 100_000;

/** How often each character of the alphabet followed a context, and how often any did. */
interface Followers {
  readonly times: Uint32Array;
  total: number;
}

/**
 * Returns names of a Markov chain trained on the labels of real names, which they resemble letter
 * by letter; the given ones are left out. Apart from real words, these are the names that are
 * hardest to distinguish from benign ones.
 */
export function* markovNames(
  names: Iterable<string>,
  {
    seed,
    count = Infinity,
    order = 3,
    shortest = 6,
    longest = 30,
    topLevelDomains = commonSuffixes,
  }: MarkovNamesOptions,
): Generator<string, void> {
  const given = new Set<string>();
  for (const name of names) {
    const { label } = splitName(name);
    if (isHostLabel(label)) given.add(label);
  }
  const model = learned(given, order);
  if (model.size === 0) return;
  const random = new SeededRandom(seed);
  for (let left = count, misses = 0; left > 0 && misses < PATIENCE;) {
    const label = chain(model, order, longest, random);
    if (
      label.length < shortest ||
      label.length > longest ||
      !isHostLabel(label) ||
      given.has(label)
    ) {
      misses++;
      continue;
    }
    yield `${label}.${random.oneOf(topLevelDomains)}`;
    misses = 0;
    left--;
  }
}

function learned(labels: Iterable<string>, order: number): ReadonlyMap<string, Followers> {
  const model = new Map<string, Followers>();
  for (const label of labels) {
    const text = START.repeat(order) + label + END;
    for (let index = order; index < text.length; index++) {
      const context = text.slice(index - order, index);
      const followers = model.get(context) ?? { times: new Uint32Array(ALPHABET.length), total: 0 };
      const letter = ALPHABET.indexOf(text.charAt(index));
      followers.times[letter] = (followers.times[letter] ?? 0) + 1;
      followers.total++;
      model.set(context, followers);
    }
  }
  return model;
}

function chain(
  model: ReadonlyMap<string, Followers>,
  order: number,
  longest: number,
  random: SeededRandom,
): string {
  let text = START.repeat(order);
  while (text.length - order <= longest) {
    const next = drawn(model.get(text.slice(text.length - order)), random);
    if (next === END) break;
    text += next;
  }
  return text.slice(order);
}

function drawn(followers: Followers | undefined, random: SeededRandom): string {
  if (followers === undefined) return END;
  let left = random.below(followers.total);
  let letter = 0;
  while (left >= (followers.times[letter] ?? 0)) left -= followers.times[letter++] ?? 0;
  return ALPHABET.charAt(letter);
}
