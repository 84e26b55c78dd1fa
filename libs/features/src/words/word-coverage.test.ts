import { describe, expect, test } from '@jest/globals';

import { wordCoverage, wordPlace } from './word-coverage.ts';

const windows = { minimum: 2, maximum: 4, paddingCode: 0, endCode: 9, buckets: 4096 };

/** Shares of codes in words of at least two, three and four codes. */
function sharesOf(codes: number[], ...words: number[][]): number[] {
  const table = new Int8Array(windows.buckets);
  for (const word of words) {
    const { slot, mark } = wordPlace(word, windows.buckets);
    table[slot] = mark;
  }
  const shares = new Float32Array(3);
  const rows = Int32Array.from(codes);
  wordCoverage(rows, 0, rows.length, windows, table, new Uint8Array(rows.length), shares, 0);
  return [...shares];
}

describe('wordCoverage', () => {
  test.each([
    ['no word', [1, 2, 3, 4], [], [0, 0, 0]],
    ['a word of two in four codes', [1, 2, 3, 4], [[2, 3]], [0.5, 0, 0]],
    [
      'a word within a longer one',
      [1, 2, 3, 4],
      [
        [2, 3],
        [1, 2, 3],
      ],
      [0.75, 0.75, 0],
    ],
    [
      'words that overlap',
      [1, 2, 3, 4],
      [
        [1, 2, 3],
        [3, 4],
      ],
      [1, 0.75, 0],
    ],
    ['a word that comes twice', [1, 2, 1, 2], [[1, 2]], [1, 0, 0]],
    [
      'padding in front is no code of the name',
      [0, 0, 1, 2, 3],
      [[1, 2]],
      [Math.fround(2 / 3), 0, 0],
    ],
    [
      'no word reaches over padding',
      [1, 0, 2, 3],
      [
        [1, 0, 2],
        [1, 2],
      ],
      [0, 0, 0],
    ],
    [
      'what follows the end code is not looked at',
      [1, 2, 9, 3, 4, 5],
      [
        [3, 4, 5],
        [1, 2],
      ],
      [1, 0, 0],
    ],
    ['no word holds the end code', [1, 2, 9, 3], [[2, 9, 3]], [0, 0, 0]],
    ['nothing before the end code', [9, 1, 2], [[1, 2]], [0, 0, 0]],
    ['words longer than any that is looked for', [1, 2, 3, 4, 5], [[1, 2, 3, 4, 5]], [0, 0, 0]],
  ])('%s', (_, codes, words, shares) => {
    expect(sharesOf(codes, ...words)).toEqual(shares);
  });

  test('reads a row among others', () => {
    const { slot, mark } = wordPlace([1, 2], windows.buckets);
    const table = new Int8Array(windows.buckets);
    table[slot] = mark;
    const rows = Uint8Array.of(1, 2, 9, 5, 1, 2, 5, 1, 2, 9);
    const shares = new Float32Array(6);
    wordCoverage(rows, 4, 3, windows, table, new Uint8Array(3), shares, 3);
    expect([...shares]).toEqual([0, 0, 0, Math.fround(2 / 3), 0, 0]);
  });
});

test('marks are 1 to 64, and words with one slot mostly differ in them', () => {
  const marks = new Map<number, number[]>();
  for (let a = 1; a < 40; a++) {
    for (let b = 1; b < 40; b++) {
      const { slot, mark } = wordPlace([a, b], 16);
      expect(slot).toBeLessThan(16);
      marks.set(slot, [...(marks.get(slot) ?? []), mark]);
    }
  }
  for (const ofSlot of marks.values()) {
    expect(Math.min(...ofSlot)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...ofSlot)).toBeLessThanOrEqual(64);
    expect(new Set(ofSlot).size).toBeGreaterThan(40);
  }
});
