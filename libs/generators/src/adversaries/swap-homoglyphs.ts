import { SeededRandom } from '../primitives/seeded-random.ts';
import { isHostLabel, splitName } from './split-name.ts';

/** Look-alikes of a letter or a pair of letters, among the letters and digits of host names. */
const inAscii: Readonly<Record<string, readonly string[]>> = {
  a: ['4'],
  b: ['6', '8', 'lo'],
  c: ['e'],
  d: ['cl'],
  e: ['3', 'c'],
  g: ['9', 'q'],
  h: ['n', 'lh'],
  i: ['1', 'l', 'j'],
  k: ['lc'],
  l: ['1', 'i'],
  m: ['rn', 'nn'],
  n: ['r', 'm'],
  o: ['0'],
  q: ['g', '9'],
  s: ['5', 'z'],
  t: ['7', 'f'],
  u: ['v'],
  v: ['u'],
  w: ['vv', 'uu'],
  y: ['v'],
  z: ['2', 's'],
  '0': ['o'],
  '1': ['l', 'i'],
  cl: ['d'],
  rn: ['m'],
  vv: ['w'],
};

/** The same in Cyrillic, Greek and Latin with marks. */
const inUnicode: Readonly<Record<string, readonly string[]>> = {
  a: ['\u0430', '\u1ea1', '\u00e1'],
  c: ['\u0441', '\u010b'],
  d: ['\u0501', '\u1e0d'],
  e: ['\u0435', '\u1eb9', '\u00e9'],
  g: ['\u0121'],
  h: ['\u04bb'],
  i: ['\u0456', '\u00ed'],
  j: ['\u0458'],
  k: ['\u1e33'],
  l: ['\u1e37'],
  m: ['\u1e43'],
  n: ['\u1e47'],
  o: ['\u043e', '\u03bf', '\u1ecd'],
  p: ['\u0440'],
  s: ['\u0455', '\u1e63'],
  t: ['\u1e6d'],
  u: ['\u1ee5', '\u00fa'],
  v: ['\u03bd'],
  x: ['\u0445'],
  y: ['\u0443', '\u00fd'],
  z: ['\u1e93'],
};

export interface SwapHomoglyphsOptions {
  readonly seed: number;
  /** How many positions of a label change; 1 by default. */
  readonly swaps?: number;
  /** `unicode` returns names in Punycode (`xn--…`); `ascii` by default. */
  readonly alphabet?: 'ascii' | 'unicode';
}

/** Returns visual look-alikes; names with too few letters that have one are left out. */
export function* swapHomoglyphs(
  names: Iterable<string>,
  { seed, swaps = 1, alphabet = 'ascii' }: SwapHomoglyphsOptions,
): Generator<string, void> {
  const random = new SeededRandom(seed);
  const table = alphabet === 'ascii' ? inAscii : inUnicode;
  for (const name of names) {
    const { label, suffix } = splitName(name);
    const changed = swapped(label, table, swaps, random);
    if (changed === undefined) continue;
    const ascii = alphabet === 'ascii' ? changed : toAscii(changed);
    if (isHostLabel(ascii)) yield ascii + suffix;
  }
}

/** Returns a label in Punycode, or an empty text where it is not a valid one. */
function toAscii(label: string): string {
  const url = `http://${label}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Returns the label with `swaps` look-alikes, or `undefined` when it has fewer positions. */
function swapped(
  label: string,
  table: Readonly<Record<string, readonly string[]>>,
  swaps: number,
  random: SeededRandom,
): string | undefined {
  const parts = partsOf(label, table);
  const places = parts.flatMap((part, index) => (Object.hasOwn(table, part) ? [index] : []));
  if (places.length < swaps) return undefined;
  for (let left = swaps; left > 0; left--) {
    const [place = 0] = places.splice(random.below(places.length), 1);
    parts[place] = random.oneOf(table[parts[place] ?? ''] ?? []);
  }
  return parts.join('');
}

/** Splits a label into characters, keeping pairs that look like one letter. */
function partsOf(label: string, table: Readonly<Record<string, readonly string[]>>): string[] {
  const parts: string[] = [];
  for (let index = 0; index < label.length;) {
    const pair = label.slice(index, index + 2);
    const part = pair.length === 2 && Object.hasOwn(table, pair) ? pair : label.charAt(index);
    parts.push(part);
    index += part.length;
  }
  return parts;
}
