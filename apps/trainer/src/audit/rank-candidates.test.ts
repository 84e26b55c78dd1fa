import { expect, test } from '@jest/globals';

import { rankCandidates } from './rank-candidates.ts';

const name = (domain: string, ...scores: number[]) => ({ domain, source: 'list', scores });

test('a name comes first where two detectors place it high, not where one alone does', () => {
  const ranked = rankCandidates([
    name('plain.com', 0.1, 0.1, 0.1),
    name('one-alone.com', 1, 0, 0),
    name('two-agree.com', 0.9, 0.9, 0.01),
    name('all-agree.com', 0.8, 0.8, 0.8),
  ]);
  expect(ranked.map(({ domain }) => domain).slice(0, 2)).toEqual([
    'two-agree.com',
    'all-agree.com',
  ]);
  expect(ranked.at(-1)?.domain).toBe('one-alone.com');
});

test('detectors are compared by rank: one whose scores are all high has no more say', () => {
  const ranked = rankCandidates([
    name('second.com', 0.5, 0.991),
    name('first.com', 0.6, 0.992),
    name('third.com', 0.4, 0.999),
  ]);
  expect(ranked[0]?.domain).toBe('first.com');
});

test('a detector that says no more than yes or no places what it doesn’t know behind all', () => {
  const ranked = rankCandidates([
    name('unlisted.com', 0.7, 0),
    name('listed.com', 0.6, 1),
    name('other.com', 0.5, 0),
  ]);
  expect(ranked[0]?.domain).toBe('listed.com');
});

test('nothing to rank, nothing ranked', () => {
  expect(rankCandidates([])).toEqual([]);
});
