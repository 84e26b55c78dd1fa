import { SeededRandom } from '../primitives/seeded-random.ts';
import { commonSuffixes, isHostLabel, splitName } from './split-name.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789-';
const SHORTEST = 6;

export interface CharBotOptions {
  readonly seed: number;
  /** Without the dot. */
  readonly topLevelDomains?: readonly string[];
}

/**
 * CharBot (Peck et al. 2019): two random characters of each label of at least six characters are
 * replaced, and the suffix is exchanged. Shorter labels are left out.
 *
 * The paper draws popular names at random: pass them in the order in which they were drawn.
 *
 * @example
 * [...charBot(['wikipedia.org'], { seed: 1 })] // such as wik6pebia.net
 */
export function* charBot(
  names: Iterable<string>,
  { seed, topLevelDomains = commonSuffixes }: CharBotOptions,
): Generator<string, void> {
  const random = new SeededRandom(seed);
  for (const name of names) {
    const { label, suffix } = splitName(name);
    if (label.length < SHORTEST || !isHostLabel(label)) continue;
    let changed: string;
    do {
      const first = random.below(label.length);
      const second = (first + 1 + random.below(label.length - 1)) % label.length;
      changed = withOther(withOther(label, first, random), second, random);
      // A label must not begin or end with a hyphen: the paper draws again.
    } while (!isHostLabel(changed));
    const others = topLevelDomains.filter((other) => `.${other}` !== suffix);
    yield `${changed}.${random.oneOf(others.length > 0 ? others : topLevelDomains)}`;
  }
}

/** Returns the label with another character at a position. */
function withOther(label: string, position: number, random: SeededRandom): string {
  const before = label.charAt(position);
  let character = before;
  while (character === before) character = random.oneOf(ALPHABET);
  return label.slice(0, position) + character + label.slice(position + 1);
}
