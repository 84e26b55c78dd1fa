import { expect, test } from '@jest/globals';

import { LARGEST_CLASS, offsetIn, WordArena } from './word-arena.ts';

test('an arena of few blocks is small, and blocks keep their words while it grows', () => {
  const arena = new WordArena();
  const blocks: number[] = [];
  const write = (at: number): void => {
    arena.page(at)[offsetIn(at)] = at + 1;
    blocks.push(at);
  };
  write(arena.allocate(3));
  expect(arena.byteLength).toBeLessThanOrEqual(16_384);
  // Three megabytes of words, past the first page.
  for (let i = 0; i < 768; i++) write(arena.allocate(LARGEST_CLASS));
  expect(new Set(blocks).size).toBe(769);
  for (const at of blocks) expect(arena.page(at)[offsetIn(at)]).toBe(at + 1);
  expect(arena.byteLength).toBeGreaterThanOrEqual(4 * 768 * 2 ** LARGEST_CLASS);
});
