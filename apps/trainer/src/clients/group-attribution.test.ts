import { expect, test } from '@jest/globals';

import { groupAttribution } from './group-attribution.ts';

const known = new Set(['qakbot', 'suppobox']);

test('a family without an alert, or with another one’s name, lowers F1', () => {
  const groups = [
    { family: 'qakbot', given: 'qakbot' },
    { family: 'qakbot', given: null },
    { family: 'suppobox', given: 'suppobox' },
    { family: 'suppobox', given: 'unknown' },
  ];
  expect(groupAttribution(groups, known)).toEqual({
    macroF1: (2 / 3 + 2 / 3) / 2,
    families: 2,
    honestlyUnknown: null,
  });
});

test('a family that the model does not know is to be called unknown', () => {
  const groups = [
    { family: 'qakbot', given: 'qakbot' },
    { family: 'new', given: 'unknown' },
    { family: 'new', given: 'qakbot' },
    { family: 'new', given: null },
  ];
  expect(groupAttribution(groups, known)).toEqual({
    macroF1: 2 / 3,
    families: 1,
    honestlyUnknown: 0.5,
  });
});
