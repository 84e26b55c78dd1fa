import { type NetworkNode } from './network-graph.ts';

export type NgramBagNode = Extract<NetworkNode, { op: 'ngram_bag' }>;

/** An export's operations on whole numbers of 64 bits, each for all (batch, positions) at once. A number stands for itself everywhere. */
export interface WholeNumbers {
  binary(
    name: string,
    operation: 'xor' | 'and' | 'multiply' | 'add',
    x: string | number,
    y: string | number,
  ): string;
  /** Of numbers that are not negative. */
  shiftRight(name: string, x: string, bits: number): string;
  /** 1 for whatever is not 0, and 0. */
  notZero(name: string, x: string): string;
  /** The codes `by` positions later; 0 behind the last one. */
  later(name: string, by: number): string;
}

/** The numbers of `ngramBuckets` in `@degas/inference`, which has to agree to the bit. */
const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const MIX = 0x2c1b3c6d;
const LOW_32_BITS = 2 ** 32 - 1;

/**
 * Adds what hashes every window of codes: for each size, a value (batch, positions) with 1 + its row in the table for the window
 * that starts there, or 0 where the window holds padding or runs over the end. 64 bits hold each product before it is cut to 32,
 * so no runtime's overflow matters.
 */
export function addNgramRows(
  whole: WholeNumbers,
  scope: string,
  { minimum, maximum, table }: NgramBagNode,
): string[] {
  const [buckets = 0] = table.shape;
  const rows: string[] = [];
  let hash: string | number = OFFSET_BASIS;
  let isWindow: string | number = 1;
  for (let size = 1; size <= maximum; size++) {
    const name = (part: string): string => `${scope}/size_${size}/${part}`;
    const times = (part: string, x: string, factor: number): string =>
      whole.binary(
        name(part),
        'and',
        whole.binary(name(`${part}/product`), 'multiply', x, factor),
        LOW_32_BITS,
      );
    const foldedOnto = (part: string, x: string, bits: number): string =>
      whole.binary(name(part), 'xor', x, whole.shiftRight(name(`${part}/shift`), x, bits));

    const code = whole.later(name('code'), size - 1);
    hash = times('hash', whole.binary(name('hash/xor'), 'xor', code, hash), PRIME);
    const isCode = whole.notZero(name('is_code'), code);
    isWindow = whole.binary(name('is_window'), 'multiply', isCode, isWindow);
    if (size < minimum) continue;
    const mixed = foldedOnto('fold', times('mix', foldedOnto('fold_hash', hash, 15), MIX), 13);
    const row = whole.binary(name('bucket'), 'and', mixed, buckets - 1);
    const later = whole.binary(name('next'), 'add', row, 1);
    rows.push(whole.binary(name('row'), 'multiply', later, isWindow));
  }
  return rows;
}
