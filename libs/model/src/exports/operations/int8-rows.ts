import { quantise, type Int8Values } from '../../graph/int8.ts';
import type { Weight } from '../../graph/weight.ts';

/** A table of n-grams as int8, a row of zeros before it: the row of windows that add nothing. */
export function int8Rows({ shape: [buckets = 0, units = 0], data }: Weight): Int8Values & {
  readonly shape: readonly [number, number];
} {
  const { data: whole, scale } = quantise(data);
  const rows = new Int8Array(units + whole.length);
  rows.set(whole, units);
  return { shape: [buckets + 1, units], data: rows, scale };
}
