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
 * CharBot (Peck et al. 2019): of each name whose label has at least six characters, two random
 * positions get other characters, and the suffix another one. Shorter labels are left out.
 *
 * The paper draws popular names at random: give them in the order in which they were drawn.
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
      // A hyphen at an end is no label: the paper draws again.
    } while (!isHostLabel(changed));
    const others = topLevelDomains.filter((other) => `.${other}` !== suffix);
    yield `${changed}.${random.oneOf(others.length > 0 ? others : topLevelDomains)}`;
  }
}

/** The label with another character at a position. */
function withOther(label: string, position: number, random: SeededRandom): string {
  const before = label.charAt(position);
  let character = before;
  while (character === before) character = random.oneOf(ALPHABET);
  return label.slice(0, position) + character + label.slice(position + 1);
}
