import { describe, expect, test } from '@jest/globals';

import { macroRecall, recallByFamily } from './family-recall.ts';

const rows: [number, number, string | null][] = [
  [0.9, 1, 'qakbot'],
  [0.5, 1, 'qakbot'],
  [0.4, 1, 'qakbot'],
  [NaN, 1, 'qakbot'],
  [0.7, 1, 'banjori'],
  [0.1, 1, null],
  [0.9, 1, null],
  [0.9, 0, null],
  [0.9, 0, 'banjori'], // a benign row's family says nothing
];
const names = {
  scores: Float32Array.from(rows, ([score]) => score),
  labels: Uint8Array.from(rows, ([, label]) => label),
};
const families = rows.map(([, , family]) => family);

describe('recallByFamily', () => {
  test('counts each family, skipped names as misses, unknown families last', () => {
    expect(recallByFamily(names, families, 0.5)).toEqual([
      { family: 'banjori', names: 1, skipped: 0, detected: 1, recall: 1 },
      { family: 'qakbot', names: 4, skipped: 1, detected: 2, recall: 0.5 },
      { family: null, names: 2, skipped: 0, detected: 1, recall: 0.5 },
    ]);
  });

  test('refuses another number of families than of scores', () => {
    expect(() => recallByFamily(names, ['qakbot'], 0.5)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_LENGTH_MISMATCH' }),
    );
  });
});

describe('macroRecall', () => {
  test('weighs named families the same regardless of size, and leaves the unknown out', () => {
    expect(macroRecall(recallByFamily(names, families, 0.5))).toBe(0.75);
  });

  test('is null without a named family', () => {
    expect(macroRecall([])).toBeNull();
    expect(macroRecall([{ family: null, recall: 1 }])).toBeNull();
  });
});
