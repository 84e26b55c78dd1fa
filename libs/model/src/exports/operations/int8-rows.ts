import { quantise, type Int8Values } from '../../graph/int8.ts';
import type { Weight } from '../../graph/weight.ts';

interface Int8Rows extends Int8Values {
  readonly shape: readonly [number, number];
}

/** A network is exported in several forms at once, and each wants the same rows. */
const rowsOf = new WeakMap<Float32Array, Int8Rows>();

/** A table of n-grams as int8, a row of zeros before it: the row of windows that add nothing. */
export function int8Rows({ shape: [buckets = 0, units = 0], data }: Weight): Int8Rows {
  const known = rowsOf.get(data);
  if (known !== undefined) return known;
  const { data: whole, scale } = quantise(data);
  const rows = new Int8Array(units + whole.length);
  rows.set(whole, units);
  const table: Int8Rows = { shape: [buckets + 1, units], data: rows, scale };
  rowsOf.set(data, table);
  return table;
}
