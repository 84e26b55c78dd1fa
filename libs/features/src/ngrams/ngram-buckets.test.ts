import { describe, expect, test } from '@jest/globals';

import { ngramBuckets } from './ngram-buckets.ts';

const windows = { minimum: 2, maximum: 3, paddingCode: 0, buckets: 1024 };

function rowsOf(...codes: number[]): number[] {
  const out = new Uint32Array(100);
  return [...out.subarray(0, ngramBuckets(Int32Array.from(codes), 0, codes.length, windows, out))];
}

describe('ngramBuckets', () => {
  test.each([
    ['no codes', [], 0],
    ['one code', [5], 0],
    ['two codes', [5, 6], 1],
    ['four codes: three pairs, two triples', [5, 6, 7, 8], 5],
    ['padding in between: two pairs', [5, 6, 0, 7, 8], 2],
  ])('%s', (_, codes, count) => {
    expect(rowsOf(...codes)).toHaveLength(count);
  });

  test('a window has the same row wherever it stands', () => {
    expect(rowsOf(0, 0, 9, 4)).toEqual(rowsOf(9, 4, 0));
  });

  test('order and length of the window change its row', () => {
    expect(new Set([...rowsOf(9, 4), ...rowsOf(4, 9), ...rowsOf(4, 9, 4)]).size).toBe(3);
  });

  test('stays below the number of buckets and spreads over all of them', () => {
    const seen = new Set<number>();
    for (let a = 1; a < 42; a++)
      for (let b = 1; b < 42; b++)
        for (let c = 1; c < 6; c++) rowsOf(a, b, c).forEach((row) => seen.add(row));
    expect(seen.size).toBe(1024);
    expect(Math.max(...seen)).toBe(1023);
  });
});
