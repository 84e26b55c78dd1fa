import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { closestName } from './closest-name.ts';

const names = ['allow', 'deny', 'operatingPoint', 'cacheSize'];

test.each([
  ['alow', 'allow'],
  ['Deny', 'deny'],
  ['operatingpoint', 'operatingPoint'],
  ['cachesize', 'cacheSize'],
  ['operating', null],
  ['x', null],
  ['', null],
])('takes %j for %j', (given, expected) => {
  expect(closestName(given, names)).toBe(expected);
});

test('finds a name with one letter added, taken away or replaced', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(20),
      fc.constantFrom('', 'z', 'zz'),
      fc.integer({ min: 0, max: 1 }),
      (name, at, added, removed) => {
        const slipped = name.slice(0, at) + added + name.slice(at + removed);
        expect(closestName(slipped, names)).toBe(name);
      },
    ),
  );
});
