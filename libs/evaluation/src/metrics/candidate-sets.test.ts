import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { EvaluationError } from '../errors.ts';
import { candidateThreshold, judgeCandidates } from './candidate-sets.ts';

test('nine names in ten are covered by the threshold of nineteen', () => {
  const ofTruth = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
  // (19 + 1) × .1 = 2: the second smallest.
  expect(candidateThreshold(ofTruth, 0.9)).toBeCloseTo(0.1, 10);
});

test('too few names have sets of all classes', () => {
  expect(candidateThreshold([0.9], 0.9)).toBe(0);
});

test('a coverage outside of 0 to 1 is refused', () => {
  expect(() => candidateThreshold([], 1)).toThrow(EvaluationError);
});

test('figures: coverage, size, and how often the one answer is right', () => {
  const figures = judgeCandidates([
    { truth: 'a', candidates: ['a'], single: 'a' },
    { truth: 'b', candidates: ['a'], single: 'a' },
    { truth: 'b', candidates: ['a', 'b'], single: null },
    { truth: 'a', candidates: ['b', 'a'], single: null },
  ]);
  expect(figures).toEqual({
    names: 4,
    coverage: 0.75,
    meanSize: 1.5,
    single: 0.5,
    singleRight: 0.5,
  });
  expect(judgeCandidates([]).coverage).toBeNull();
});

test('on the names that set it, the threshold covers what was asked', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(probability, { minLength: 20, maxLength: 80 }), (ofTruth) => {
      const threshold = candidateThreshold(ofTruth, 0.8);
      const covered = ofTruth.filter((each) => each >= threshold).length;
      expect(covered / ofTruth.length).toBeGreaterThanOrEqual(0.8 - 1e-9);
    }),
  );
});
