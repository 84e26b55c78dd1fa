import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { BatchQueue, defaultBatching } from './batch-queue.ts';
import { Cancellation } from './cancellation.ts';

const numbers = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, i) => from + i);

/** A queue that doubles numbers, and the sizes of its batches. */
function doubling(options: Partial<typeof defaultBatching> = {}) {
  const batches: number[][] = [];
  const queue = new BatchQueue<number, number>(
    (rows) => {
      batches.push([...rows]);
      return rows.map((row) => row * 2);
    },
    { ...defaultBatching, ...options },
  );
  return { queue, batches };
}

describe('a batch queue', () => {
  test('scores requests that arrive together in one batch', async () => {
    const { queue, batches } = doubling();
    const answers = await Promise.all([queue.add([1]), queue.add([2, 3]), queue.add([4])]);
    expect(answers).toEqual([[2], [4, 6], [8]]);
    expect(batches).toEqual([[1, 2, 3, 4]]);
  });

  test('cuts a long request into batches of the greatest size', async () => {
    const { queue, batches } = doubling({ maxBatchSize: 4 });
    expect(await queue.add(numbers(10))).toEqual(numbers(10).map((row) => row * 2));
    expect(batches.map((batch) => batch.length)).toEqual([4, 4, 2]);
  });

  test('does not let one name wait for a long request', async () => {
    const { queue, batches } = doubling({ maxBatchSize: 4 });
    const long = queue.add(numbers(100));
    await queue.add([777]);
    expect(batches).toHaveLength(1);
    await long;
  });

  test('fills a batch for as long as it may wait, and no longer once it is full', async () => {
    const { queue, batches } = doubling({ maxBatchSize: 2, batchTimeoutMicros: 60_000_000 });
    const first = queue.add([1]);
    await new Promise(setImmediate);
    expect(batches).toEqual([]);
    expect(await queue.add([2])).toEqual([4]);
    expect(await first).toEqual([2]);
    expect(batches).toEqual([[1, 2]]);
  });

  test('refuses what goes beyond the queue, and takes more once it is empty', async () => {
    const { queue } = doubling({ maxBatchSize: 2, maxEnqueuedBatches: 2 });
    const full = queue.add(numbers(4));
    await expect(queue.add([1])).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
    await full;
    expect(queue.waiting).toBe(0);
    expect(await queue.add([1])).toEqual([2]);
  });

  test('a failure reaches every request of the batch and no other', async () => {
    const queue = new BatchQueue<number, number>(
      (rows) => {
        if (rows.includes(13)) throw new Error('unlucky');
        return rows;
      },
      { ...defaultBatching, maxBatchSize: 4 },
    );
    await expect(Promise.all([queue.add([13, 1, 2, 3, 4, 5]), queue.add([1])])).rejects.toThrow(
      'unlucky',
    );
    expect(queue.waiting).toBe(0);
    expect(await queue.add([1])).toEqual([1]);
  });

  test('drops rows whose caller has gone, and scores those of the others', async () => {
    const { queue, batches } = doubling({ maxBatchSize: 4 });
    const cancellation = new Cancellation();
    const gone = queue.add(numbers(100), cancellation);
    const stays = queue.add(numbers(3, 200));
    await new Promise(setImmediate);
    cancellation.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    expect(await stays).toEqual([400, 402, 404]);
    expect(queue.waiting).toBe(0);
    expect(batches.flat()).toEqual([0, 1, 200, 201, 202]);
  });

  test('returns every request its own rows in order, whatever arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer(), { minLength: 1, maxLength: 20 })),
        fc.integer({ min: 1, max: 8 }),
        async (requests, maxBatchSize) => {
          const { queue, batches } = doubling({ maxBatchSize });
          const answers = await Promise.all(requests.map((rows) => queue.add(rows)));
          expect(answers).toEqual(requests.map((rows) => rows.map((row) => row * 2)));
          expect(Math.max(0, ...batches.map((batch) => batch.length))).toBeLessThanOrEqual(
            maxBatchSize,
          );
          expect(queue.waiting).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });
});
