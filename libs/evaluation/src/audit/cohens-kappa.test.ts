import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { EvaluationError } from '../errors.ts';
import { cohensKappa } from './cohens-kappa.ts';

const repeated = (pairs: readonly [string, string, number][]) => ({
  first: pairs.flatMap(([answer, , times]) => Array<string>(times).fill(answer)),
  second: pairs.flatMap(([, answer, times]) => Array<string>(times).fill(answer)),
});

test('the textbook example: 20 and 15 of 50 agreed, κ .4', () => {
  const { first, second } = repeated([
    ['yes', 'yes', 20],
    ['yes', 'no', 5],
    ['no', 'yes', 10],
    ['no', 'no', 15],
  ]);
  const { names, observed, kappa } = cohensKappa(first, second);
  expect(names).toBe(50);
  expect(observed).toBeCloseTo(0.7, 10);
  expect(kappa).toBeCloseTo(0.4, 10);
});

test('one answer for every name says nothing about agreement beyond chance', () => {
  expect(cohensKappa(['human', 'human'], ['human', 'human'])).toEqual({
    names: 2,
    observed: 1,
    kappa: null,
  });
});

test('no names, no figure', () => {
  expect(cohensKappa([], [])).toEqual({ names: 0, observed: null, kappa: null });
});

test('readings of different lengths are refused', () => {
  expect(() => cohensKappa(['human'], [])).toThrow(EvaluationError);
});

test('κ does not depend on which reading comes first, and is never above 1', () => {
  const answers = fc.array(
    fc.tuple(fc.constantFrom('human', 'machine', 'unclear'), fc.constantFrom('human', 'machine')),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(answers, (pairs) => {
      const first = pairs.map(([answer]) => answer);
      const second = pairs.map(([, answer]) => answer);
      const { kappa } = cohensKappa(first, second);
      const turned = cohensKappa(second, first).kappa;
      if (kappa === null) expect(turned).toBeNull();
      else {
        expect(turned).toBeCloseTo(kappa, 10);
        expect(kappa).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});
