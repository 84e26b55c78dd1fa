import { expect, test } from '@jest/globals';

import { RowThreads } from './row-threads.ts';

test('a thread that ends rejects what it was given, and what comes later', async () => {
  const threads = new RowThreads(1, {
    model: '/no/such/model',
    rules: { operatingPoint: undefined, allow: [], deny: [], knownDga: null },
    style: { format: 'tsv', dgaLabel: 'dga', titles: null },
  });
  const rows = { names: ['google.com'], lines: Uint32Array.of(1), nameless: [], kept: null };
  const error = expect.objectContaining({ code: 'TRAINER_INPUT_MISSING' });
  await expect(threads.write(rows)).rejects.toEqual(error);
  await expect(threads.write(rows)).rejects.toEqual(error);
  await threads.close();
});
