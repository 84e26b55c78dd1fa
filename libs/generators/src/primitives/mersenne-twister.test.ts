import { expect, test } from '@jest/globals';

import { MersenneTwister } from './mersenne-twister.ts';

test('the Mersenne Twister returns the standard numbers for its default seed', () => {
  const random = new MersenneTwister(5489);
  const numbers = Array.from({ length: 10_000 }, () => random.next());
  expect(numbers[0]).toBe(3499211612);
  // The C++ standard names the 10,000th number of mt19937.
  expect(numbers[9999]).toBe(4123659995);
});
