import { bitCount, type NameShape, sharedBeginning, sharedEnd, sharedPairs } from './name-shape.ts';
import { SharedWindows } from './shared-windows.ts';

/** Numbers that a set of names is described by. */
export const SET_STATISTICS = 28;
/** Names of the largest set. */
export const LARGEST_SET = 16;

/** Statistics of which mean and spread are taken: length, vowels, digits, consonants, entropy, first digit, suffix. */
const SPREADS = 7;
const sums = new Float64Array(SPREADS);
const squares = new Float64Array(SPREADS);
/** How many of the names have a length, a pattern; all 0 between calls. */
const ofLength = new Uint8Array(256);
const ofPattern = new Uint8Array(4 ** 6);
/** Different suffixes, and how many of the names have each. */
const suffixes: string[] = [];
const ofSuffix = new Uint8Array(LARGEST_SET);
const threes = new SharedWindows(3);
const fives = new SharedWindows(5);

/**
 * Writes statistics of the first names as a set, for each of the ascending `sizes`: mean and spread of what each looks like, how many are
 * alike, what every two have in common. Nothing is written of no names. In one pass: what is added up over the first eight goes on
 * from what was over the first four.
 */
export function writeSetStatistics(
  shapes: readonly NameShape[],
  logits: ArrayLike<number>,
  sizes: readonly number[],
  out: Float32Array,
  from: number,
): void {
  const most = Math.min(shapes.length, sizes.at(-1) ?? 0);
  sums.fill(0);
  squares.fill(0);
  suffixes.length = 0;
  threes.clear();
  fives.clear();
  let [hyphens, letters, figures, characters, logitSum] = [0, 0, 0, 0, 0];
  let [mostOfSuffix, mostOfLength, mostOfPattern] = [0, 0, 0];
  let [pairs, beginnings, ends, pairCount] = [0, 0, 0, 0];
  let written = 0;
  for (let i = 0; i < most; i++) {
    const shape = shapes[i];
    if (shape === undefined) continue;
    spread(0, shape.length / 12);
    spread(1, shape.vowels / 0.5);
    spread(2, shape.digits / 0.5);
    spread(3, shape.consonantRun / 6);
    spread(4, shape.entropy / 3);
    spread(5, shape.firstDigit / 1);
    spread(6, shape.suffix.length / 6);
    if (shape.hyphens > 0) hyphens++;
    mostOfSuffix = Math.max(mostOfSuffix, countSuffix(shape.suffix));
    mostOfLength = Math.max(mostOfLength, countOne(ofLength, shape.length));
    mostOfPattern = Math.max(mostOfPattern, countOne(ofPattern, shape.pattern));
    letters |= shape.letters;
    figures |= shape.figures;
    characters += shape.length;
    logitSum += logits[i] ?? 0;
    for (let j = 0; j < i; j++) {
      const other = shapes[j];
      if (other === undefined) continue;
      const shorter = Math.max(1, Math.min(shape.length, other.length));
      const beginning = sharedBeginning(shape, other);
      pairs += sharedPairs(shape, other);
      beginnings += beginning / shorter;
      ends += sharedEnd(shape, other, beginning) / shorter;
      pairCount++;
    }
    threes.add(shape, i);
    fives.add(shape, i);
    const count = i + 1;
    while (written < sizes.length && count === Math.min(sizes[written] ?? 0, most)) {
      let at = from + SET_STATISTICS * written++;
      for (let k = 0; k < SPREADS; k++) {
        const mean = (sums[k] ?? 0) / count;
        out[at++] = mean;
        out[at++] = Math.sqrt(Math.max(0, (squares[k] ?? 0) / count - mean * mean));
      }
      out[at++] = hyphens / count;
      out[at++] = mostOfSuffix / count;
      out[at++] = suffixes.length / count;
      out[at++] = mostOfLength / count;
      out[at++] = mostOfPattern / count;
      // How many different characters there are beside how many there would be at random.
      const different = bitCount(letters) + bitCount(figures);
      out[at++] = bitCount(letters) / 26;
      out[at++] = bitCount(figures) / 10;
      out[at++] = different / Math.max(1, Math.min(36, characters));
      const every = Math.max(1, pairCount);
      out[at++] = pairs / every;
      out[at++] = beginnings / every;
      out[at++] = ends / every;
      out[at++] = logitSum / count / 4;
      out[at++] = threes.share;
      out[at++] = fives.share;
    }
  }
  for (let i = 0; i < most; i++) {
    ofLength[shapes[i]?.length ?? 0] = 0;
    ofPattern[shapes[i]?.pattern ?? 0] = 0;
  }
}

function spread(index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value;
  squares[index] = (squares[index] ?? 0) + value * value;
}

function countOne(counts: Uint8Array, at: number): number {
  const count = (counts[at] ?? 0) + 1;
  counts[at] = count;
  return count;
}

function countSuffix(suffix: string): number {
  let at = 0;
  while (at < suffixes.length && suffixes[at] !== suffix) at++;
  if (at === suffixes.length) {
    suffixes.push(suffix);
    ofSuffix[at] = 0;
  }
  return countOne(ofSuffix, at);
}
