import { expect, test } from '@jest/globals';

import { RateLimiter } from './rate-limiter.ts';

test('a client has up to n calls in a minute, whatever port they come from', () => {
  let now = 0;
  const limit = new RateLimiter(2, () => now);
  const isRefused = (peer: string): boolean => {
    try {
      limit.check(peer);
      return false;
    } catch {
      return true;
    }
  };
  expect(['10.0.0.1:1', '10.0.0.1:2', '10.0.0.1:3', '10.0.0.2:1'].map(isRefused)).toEqual([
    false,
    false,
    true,
    false,
  ]);
  now = 60_000;
  expect(isRefused('10.0.0.1:4')).toBe(false);
});

test('0 means no limit', () => {
  const limit = new RateLimiter(0);
  for (let i = 0; i < 1000; i++) limit.check('10.0.0.1:1');
});
