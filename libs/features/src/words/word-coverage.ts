import { ngramHash } from '../ngrams/ngram-hash.ts';

const { offsetBasis: OFFSET_BASIS, update, finalize } = ngramHash;

/** Which words a word cover knows of, and where in a name it looks for them. */
export interface WordWindows {
  /** Codes of its shortest and its longest words. */
  readonly minimum: number;
  readonly maximum: number;
  readonly paddingCode: number;
  /** The code whose first place ends the part that is looked at. */
  readonly endCode: number;
  /** Slots of the table, a power of two; a slot holds a word's mark, or 0. */
  readonly buckets: number;
}

/** A window's slot in a table of words, and the mark, 1 to 64, that tells it from other windows of the slot. */
export interface WordPlace {
  readonly slot: number;
  readonly mark: number;
}

/** The place of a word, given as its codes. */
export function wordPlace(codes: Iterable<number>, buckets: number): WordPlace {
  let hash: number = OFFSET_BASIS;
  for (const code of codes) hash = update(hash, code);
  const bits = finalize(hash);
  return { slot: bits & (buckets - 1), mark: markOf(bits) };
}

const markOf = (bits: number): number => 1 + (bits >>> 26);

/**
 * Writes to `out` from `to`, for each number of codes from `minimum` to `maximum`, the share of a name's codes before the
 * first `endCode` that words of that many codes or more cover. The table holds marks, not words, so that about one window in
 * a thousand passes for a word by chance. `covered` has room for `length` numbers.
 */
export function wordCoverage(
  codes: Uint8Array | Int32Array,
  offset: number,
  length: number,
  { minimum, maximum, paddingCode, endCode: endCode, buckets }: WordWindows,
  table: ArrayLike<number>,
  covered: Uint8Array,
  out: Float32Array,
  to: number,
): void {
  let end = 0;
  while (end < length && codes[offset + end] !== endCode) end++;
  covered.fill(0, 0, end);
  let total = 0;
  for (let start = 0; start < end; start++) {
    if (codes[offset + start] !== paddingCode) total++;
    let hash: number = OFFSET_BASIS;
    const longest = Math.min(maximum, end - start);
    for (let size = 1; size <= longest; size++) {
      const code = codes[offset + start + size - 1] ?? paddingCode;
      if (code === paddingCode) break;
      hash = update(hash, code);
      if (size < minimum) continue;
      const bits = finalize(hash);
      if (table[bits & (buckets - 1)] !== markOf(bits)) continue;
      for (let at = start; at < start + size; at++) {
        if ((covered[at] ?? 0) < size) covered[at] = size;
      }
    }
  }
  for (let size = minimum; size <= maximum; size++) {
    let count = 0;
    for (let at = 0; at < end; at++) if ((covered[at] ?? 0) >= size) count++;
    out[to + size - minimum] = total === 0 ? 0 : count / total;
  }
}
