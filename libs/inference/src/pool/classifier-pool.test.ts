import { afterEach, describe, expect, test } from '@jest/globals';

import { loadClassifier } from '../classifier/load-classifier.ts';
import { writeCompiledModel } from '../format/degas-bin.ts';
import { nyuLike } from '../testing/random-model.ts';
import { flagshipLike } from '../testing/random-networks.ts';
import type { ClassifierPool } from './classifier-pool.ts';
import { createClassifierPool, loadClassifierPool } from './load-classifier-pool.ts';
import { findThreads, type PoolThread, type StartThread } from './pool-thread.ts';

const bytes = writeCompiledModel(flagshipLike(3, 16));
const names = Array.from({ length: 5000 }, (_, i) =>
  i % 50 === 0 ? '10.0.0.1' : `${(i * 7919).toString(36)}x${i % 900}.co.uk`,
);

const open: ClassifierPool[] = [];
function remembered(pool: ClassifierPool): ClassifierPool {
  open.push(pool);
  return pool;
}
afterEach(() => {
  for (const pool of open.splice(0)) pool.close();
});

describe('a pool of classifiers', () => {
  test('says what one classifier says, in order', async () => {
    const pool = remembered(await loadClassifierPool(bytes, { workers: 2, operatingPoint: 0.4 }));
    const alone = await loadClassifier(bytes, { operatingPoint: 0.4 });
    expect(await pool.score(names)).toEqual(alone.score(names));
    expect(await pool.classify(names)).toEqual(alone.classify(names));
    expect(pool.model).toEqual(alone.model);
    expect(pool.workers).toBe(2);
  });

  test('scores without a shared memory, too', async () => {
    const shared = globalThis.SharedArrayBuffer;
    Object.assign(globalThis, { crossOriginIsolated: false });
    try {
      const pool = remembered(await loadClassifierPool(bytes, { workers: 2 }));
      expect(await pool.score(names)).toEqual((await loadClassifier(bytes)).score(names));
    } finally {
      Reflect.deleteProperty(globalThis, 'crossOriginIsolated');
      expect(globalThis.SharedArrayBuffer).toBe(shared);
    }
  });

  test('answers many callers at once, each with its own', async () => {
    const pool = remembered(await loadClassifierPool(bytes, { workers: 2, cacheSize: 0 }));
    const alone = await loadClassifier(bytes, { cacheSize: 0 });
    const parts = Array.from({ length: 20 }, (_, i) => names.slice(i * 100, i * 250));
    const results = await Promise.all(parts.map((part) => pool.score(part)));
    expect(results).toEqual(parts.map((part) => alone.score(part)));
  });

  test('streams in order', async () => {
    const pool = remembered(await loadClassifierPool(bytes, { workers: 2 }));
    const alone = await loadClassifier(bytes);
    const chunks = Array.from({ length: 30 }, (_, i) => names.slice(i * 150, (i + 1) * 150));
    const seen: unknown[] = [];
    for await (const verdicts of ReadableStream.from(chunks).pipeThrough(pool.stream())) {
      seen.push(verdicts);
    }
    expect(seen).toEqual(chunks.map((chunk) => alone.classify(chunk)));
  });

  test('goes on when workers die', async () => {
    const { start, threads } = spied();
    const pool = remembered(await createClassifierPool(bytes, { workers: 2, cacheSize: 0 }, start));
    const expected = (await loadClassifier(bytes)).score(names);
    const scores = pool.score(names);
    threads[0]?.terminate();
    expect(await scores).toEqual(expected);
    const again = pool.score(names);
    for (const thread of threads) thread.terminate();
    expect(await again).toEqual(expected);
    expect(threads.length).toBeGreaterThan(2);
  });

  test('gives names up over which workers die every time', async () => {
    const deadly: StartThread = (_, { onEnd }) => ({
      post(message) {
        if ('id' in message) setImmediate(onEnd, new Error('out of memory'));
      },
      setBusy: () => undefined,
      terminate: () => undefined,
    });
    const pool = remembered(await createClassifierPool(bytes, { workers: 2 }, deadly));
    await expect(pool.score(['google.com'])).rejects.toMatchObject({
      code: 'INFERENCE_WORKER_LOST',
      cause: expect.objectContaining({ message: 'out of memory' }),
    });
  });

  test('has no more in flight than its workers can take', async () => {
    let most = 0;
    let inFlight = 0;
    const { start } = spied((change) => {
      inFlight += change;
      most = Math.max(most, inFlight);
    });
    const pool = remembered(await createClassifierPool(bytes, { workers: 2, cacheSize: 0 }, start));
    await pool.score(Array.from({ length: 8 }, () => names).flat());
    expect(inFlight).toBe(0);
    expect(most).toBe(4);
  });

  test('once closed, says so to those who wait and those who come', async () => {
    const pool = await loadClassifierPool(bytes, { workers: 1, cacheSize: 0 });
    const waiting = pool.score(names);
    pool.close();
    await expect(waiting).rejects.toMatchObject({ code: 'INFERENCE_CLOSED' });
    await expect(pool.classify(['google.com'])).rejects.toMatchObject({ code: 'INFERENCE_CLOSED' });
  });

  test('says where it cannot be', async () => {
    await expect(createClassifierPool(bytes, {}, undefined)).rejects.toMatchObject({
      code: 'INFERENCE_POOL_UNAVAILABLE',
    });
    await expect(loadClassifierPool(bytes, { workers: 0 })).rejects.toMatchObject({
      code: 'INFERENCE_BAD_OPTION',
    });
    const stacked = writeCompiledModel(nyuLike(1, 8, 8));
    await expect(
      loadClassifierPool(stacked, { workers: 1, operatingPoint: 2 }),
    ).rejects.toMatchObject({ code: 'INFERENCE_BAD_OPTION' });
  });
});

/** The platform's threads, kept to be killed, and told about tasks on their way. */
function spied(onTask: (change: 1 | -1) => void = () => undefined) {
  const threads: PoolThread[] = [];
  const platform = findThreads();
  const start: StartThread = (program, events) => {
    if (platform === undefined) throw new Error('these tests need threads');
    const thread = platform(program, {
      ...events,
      onMessage(message) {
        onTask(-1);
        events.onMessage(message);
      },
    });
    threads.push(thread);
    return {
      ...thread,
      post(message, transfer) {
        if ('id' in message) onTask(1);
        thread.post(message, transfer);
      },
    };
  };
  return { start, threads };
}
