import type { CodeWindows } from '../../graph/operations/code-windows.ts';
import { addWindowHashes, type Int64Ops } from './window-hashes.ts';

/**
 * Adds what finds every window's row: for each size, a value (batch, positions) with 1 + its row in the table for the window that
 * starts there, or 0 where there is none; `ngramBuckets` in `@degas/features` has to agree.
 */
export function addNgramRows(
  whole: Int64Ops,
  scope: string,
  codes: string,
  node: CodeWindows,
): string[] {
  const [buckets = 0] = node.table.shape;
  return addWindowHashes(whole, scope, codes, node).map(({ size, isWindow, bits }) => {
    const name = (part: string): string => `${scope}/size_${size}/${part}`;
    const row = whole.binary(name('bucket'), 'and', bits, buckets - 1);
    const later = whole.binary(name('next'), 'add', row, 1);
    return whole.binary(name('row'), 'multiply', later, isWindow);
  });
}
