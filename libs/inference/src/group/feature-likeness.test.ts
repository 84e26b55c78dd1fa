import { expect, test } from '@jest/globals';

import { LIKENESS_NUMBERS, writeLikeness } from './feature-likeness.ts';
import type { NameReading } from './name-readings.ts';
import { nameShape } from './name-shape.ts';

const reading = (features: readonly number[]): NameReading => ({
  logit: 0,
  shape: nameShape('a.com'),
  features: Float32Array.from([9, ...features]),
  featuresFrom: 1,
  families: null,
  familiesFrom: 0,
});

function likeness(names: readonly (readonly number[])[], logits: readonly number[]): number[] {
  const out = new Float32Array(LIKENESS_NUMBERS);
  writeLikeness(names.map(reading), logits, 2, out, 0);
  return [...out].map((value) => Math.round(value * 1e4) / 1e4);
}

test('names that point one way are alike, the others are not', () => {
  // Cosines: 1 of the first two, .8 of each of them and the third, 0 of the last and the first two, .6 of the last two.
  const names = [
    [1, 0],
    [2, 0],
    [4, 3],
    [0, 1],
  ];
  expect(likeness(names, [3, 1, -1, -5])).toEqual([
    // From .7: the first three weigh 6 + 4 + 2, of four names; mean logit 1.
    ...[12 / 32, 3 / 8, 3 / 4, 1 / 4],
    // From .85 and from .95: the first two.
    ...[10 / 32, 2 / 8, 2 / 4, 2 / 4],
    ...[10 / 32, 2 / 8, 2 / 4, 2 / 4],
    // Six pairs: 1, .8, .8, 0, 0, .6; the closest ones 1, 1, .8 and .6.
    ...[0.5333, 0.85],
    ...[0.5333, 0.85],
    ...[0.5333, 0.85],
  ]);
});

test('no name, one name and a name without features are described, too', () => {
  expect(likeness([], [])).toEqual(Array.from({ length: LIKENESS_NUMBERS }, () => 0));
  expect(likeness([[1, 1]], [1]).slice(0, 4)).toEqual([4 / 32, 1 / 8, 1, 1 / 4]);
  expect(likeness([[0, 0]], [1]).slice(0, 4)).toEqual([0, 0, 0, 0]);
});

test('of many names the first 24 are compared', () => {
  const names = Array.from({ length: 40 }, () => [1, 0]);
  expect(
    likeness(
      names,
      Array.from({ length: 40 }, () => 1),
    )[1],
  ).toBe(24 / 8);
});
