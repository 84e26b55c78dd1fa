import { expect, test } from '@jest/globals';

import { unitHash } from './unit-hash.ts';

const names = Array.from({ length: 10_000 }, (_, i) => `name${i}.com`);

test('shares stay what they were, for models are trained again by them', () => {
  expect([unitHash('google.com', 1), unitHash('google.com', 7), unitHash('', 0)]).toEqual([
    0.5257074488326907, 0.18708676961250603, 0.8778489269316196,
  ]);
});

test.each([1, 2, 99])('shares of seed %d are spread evenly', (seed) => {
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => names.filter((name) => Math.floor(unitHash(name, seed) * 10) === tenth).length,
  );
  for (const size of tenths) expect(Math.abs(size - 1000)).toBeLessThan(120);
});
