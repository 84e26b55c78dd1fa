import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { StringTable } from './string-table.ts';

test('numbers names in the order of their arrival, each once', () => {
  const table = new StringTable();
  expect(['b.com', 'a.com', 'b.com', ''].map((name) => table.add(name))).toEqual([0, 1, 0, 2]);
  expect([0, 1, 2].map((index) => table.nameAt(index))).toEqual(['b.com', 'a.com', '']);
  expect(table.size).toBe(3);
});

test('keeps its answers while it grows', () => {
  const table = new StringTable();
  const count = 200_000;
  const names = Array.from({ length: count }, (_, i) => `name-${i}.example`);
  const isRight = (name: string, i: number): boolean => table.add(name) === i;
  expect(names.every(isRight)).toBe(true);
  expect(names.every(isRight)).toBe(true);
  expect(names.every((name, i) => table.nameAt(i) === name)).toBe(true);
  expect(table.size).toBe(count);
});

test('equals a Map', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ab]{0,6}$/)), (names) => {
      const table = new StringTable();
      const map = new Map<string, number>();
      for (const name of names) {
        if (!map.has(name)) map.set(name, map.size);
        expect(table.add(name)).toBe(map.get(name));
      }
    }),
  );
});
