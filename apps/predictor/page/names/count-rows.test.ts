import { describe, expect, test } from '@jest/globals';

import { percent } from '../tiles.ts';
import { countRows, dgaNames } from './count-rows.ts';
import { shortScore } from './short-score.ts';
import type { Row } from './verdict-rows.ts';

const row = (more: Partial<Row>): Row => ({
  position: 0,
  domain: 'a.com',
  registrable: 'a.com',
  score: 0.1,
  label: 'benign',
  level: null,
  family: null,
  kind: null,
  candidates: [],
  skipped: null,
  ...more,
});

test('every name is counted once: by level, by a list, as suspicious, benign or skipped', () => {
  const counts = countRows([
    row({ label: 'dga', level: 'high', family: 'qakbot' }),
    row({ label: 'dga', level: 'medium', family: 'qakbot' }),
    row({ label: 'dga', level: 'medium', family: 'necurs' }),
    row({ label: 'dga', level: null }),
    row({ level: 'low' }),
    row({}),
    row({ label: 'skipped', score: null, skipped: 'ip_address' }),
  ]);
  expect(counts).toEqual({
    names: 7,
    dga: { high: 1, medium: 2, low: 0, listed: 1 },
    suspicious: 1,
    benign: 1,
    skipped: 1,
    families: [
      ['qakbot', 2],
      ['necurs', 1],
    ],
  });
  expect(dgaNames(counts)).toBe(4);
});

describe('numbers for people', () => {
  test.each([
    [0, '0'],
    [0.00003, '< 0.0001'],
    [0.12345, '0.1235'],
    [0.99999, '> 0.9999'],
    [1, '1'],
  ])('a score of %p is shown as %p', (score, text) => {
    expect(shortScore(score)).toBe(text);
  });

  test.each([
    [0, 10, '0 %'],
    [1, 1_000_000, '< 0.1 %'],
    [3, 100, '3.0 %'],
    [3, 4, '75 %'],
    [0, 0, '0 %'],
  ])('%p of %p is %p', (part, whole, text) => {
    expect(percent(part, whole)).toBe(text);
  });
});
