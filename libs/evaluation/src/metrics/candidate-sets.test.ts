import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { EvaluationError } from '../errors.ts';
import { candidateSet, candidateThreshold, judgeCandidates } from './candidate-sets.ts';

const name = (truth: number, ...probabilities: number[]) => ({ truth, probabilities });

test('the set holds every class that is likely enough, the likeliest first', () => {
  expect(candidateSet([0.1, 0.5, 0.4], 0.3)).toEqual([1, 2]);
  expect(candidateSet([0.1, 0.5, 0.4], 0.9)).toEqual([1]);
});

test('nine names in ten are covered by the threshold of nineteen', () => {
  const names = Array.from({ length: 19 }, (_, i) => name(0, (i + 1) / 20, 1 - (i + 1) / 20));
  // (19 + 1) × .1 = 2: the second smallest.
  expect(candidateThreshold(names, 0.9)).toBeCloseTo(0.1, 10);
});

test('too few names have sets of all classes', () => {
  const threshold = candidateThreshold([name(0, 0.9, 0.1)], 0.9);
  expect(candidateSet([0.9, 0.1], threshold)).toEqual([0, 1]);
});

test('a coverage outside of 0 to 1 is refused', () => {
  expect(() => candidateThreshold([], 1)).toThrow(EvaluationError);
});

test('figures: coverage, size, and how often one candidate alone is right', () => {
  const figures = judgeCandidates(
    [name(0, 0.8, 0.2), name(1, 0.8, 0.2), name(1, 0.5, 0.5), name(0, 0.4, 0.6)],
    0.3,
  );
  expect(figures).toEqual({
    names: 4,
    coverage: 0.75,
    meanSize: 1.5,
    single: 0.5,
    singleRight: 0.5,
  });
  expect(judgeCandidates([], 0.5).coverage).toBeNull();
});

test('on the names that set it, the threshold covers what was asked', () => {
  const names = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 2 }), fc.array(fc.nat(100), { minLength: 3, maxLength: 3 })),
    { minLength: 20, maxLength: 80 },
  );
  fc.assert(
    fc.property(names, (rows) => {
      const classified = rows.map(([truth, weights]) => {
        const sum = weights.reduce((a, b) => a + b, 0) || 1;
        return name(truth, ...weights.map((weight) => weight / sum));
      });
      const { coverage } = judgeCandidates(classified, candidateThreshold(classified, 0.8));
      expect(coverage).toBeGreaterThanOrEqual(0.8 - 1e-9);
    }),
  );
});
