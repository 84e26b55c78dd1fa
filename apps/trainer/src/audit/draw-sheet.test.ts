import { expect, test } from '@jest/globals';

import { drawSheet, readingOrder } from './draw-sheet.ts';

const ranked = ['a', 'b'].flatMap((source) =>
  Array.from({ length: 100 }, (_, i) => ({ domain: `${source}${i}.com`, source, score: 1 - i })),
);
const quotas = new Map([
  ['a', 10],
  ['b', 30],
]);
const drawn = drawSheet({ ranked, quotas, seed: 3 });

test('each source gives its first candidates and as many others as decoys', () => {
  const of = (source: string, isDecoy: boolean) =>
    drawn.filter((name) => name.source === source && name.isDecoy === isDecoy);
  expect(of('a', false).map(({ domain }) => domain)).toEqual(
    Array.from({ length: 10 }, (_, i) => `a${i}.com`),
  );
  expect(of('a', true)).toHaveLength(10);
  expect(of('b', true)).toHaveLength(30);
  expect(new Set(drawn.map(({ domain }) => domain)).size).toBe(80);
});

test('a source with too few names for the quota gives what it has', () => {
  const few = drawSheet({ ranked: ranked.slice(0, 15), quotas: new Map([['a', 10]]), seed: 1 });
  expect(few.filter(({ isDecoy }) => isDecoy)).toHaveLength(5);
});

test('readings have the same names in orders of their own, the same every time', () => {
  const [first, second] = [readingOrder(drawn, 1, 3), readingOrder(drawn, 2, 3)];
  expect(first).toEqual(readingOrder(drawn, 1, 3));
  expect(first).not.toEqual(second);
  const domains = (names: typeof first) => names.map(({ domain }) => domain).sort();
  expect(domains(first)).toEqual(domains(second));
});
