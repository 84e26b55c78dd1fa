import { ngramHash } from './ngram-hash.ts';

const { offsetBasis: OFFSET_BASIS, update, finalize } = ngramHash;

/** Which windows of a name an n-gram bag sees. */
export interface NgramWindows {
  readonly minimum: number;
  readonly maximum: number;
  readonly paddingCode: number;
  /** Rows of the table, a power of two. */
  readonly buckets: number;
}

/**
 * Writes the table row of each n-gram of one name's codes into `out` and returns how many there are: for each
 * position from the left, the windows from the shortest to the longest, none of which holds the padding code. See
 * `ngram-hash.ts` for the hash.
 */
export function ngramBuckets(
  codes: Uint8Array | Int32Array,
  offset: number,
  length: number,
  { minimum, maximum, paddingCode, buckets }: NgramWindows,
  out: Uint32Array,
): number {
  let count = 0;
  for (let start = 0; start < length; start++) {
    let hash: number = OFFSET_BASIS;
    const longest = Math.min(maximum, length - start);
    for (let size = 1; size <= longest; size++) {
      const code = codes[offset + start + size - 1] ?? paddingCode;
      if (code === paddingCode) break;
      hash = update(hash, code);
      if (size >= minimum) out[count++] = finalize(hash) & (buckets - 1);
    }
  }
  return count;
}
