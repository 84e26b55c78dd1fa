import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { DeadLetterFile } from './dead-letter-file.ts';
import { ReliableOutlet, type RetryOptions } from './reliable-outlet.ts';
import { ALL_TAKEN, type SendResult, type Transport } from './transport.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'degas-reliable-'));

function outletOf(
  send: Transport['send'],
  retry: Partial<RetryOptions>,
  file: string,
  maxBytes = 1e6,
): ReliableOutlet {
  const transport = { name: 'test', batchSize: 10, send, close: () => Promise.resolve() };
  const letters = new DeadLetterFile(path.join(folder, file), { maxBytes, now: () => 0 });
  const surroundings = { now: Date.now, random: () => 1 };
  return new ReliableOutlet(transport, letters, { firstDelayMs: 10, ...retry }, surroundings);
}

test('waits twice as long after every failure, up to a longest wait', async () => {
  const times: number[] = [];
  const outlet = outletOf(
    () => {
      times.push(Date.now());
      return times.length < 6 ? Promise.reject(new Error('down')) : Promise.resolve(ALL_TAKEN);
    },
    { firstDelayMs: 20, longestDelayMs: 80 },
    'waits',
  );
  await outlet.deliver([alertOf('a')]);
  const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  [20, 40, 80, 80, 80].forEach((least, i) => {
    expect(waits[i]).toBeGreaterThanOrEqual(least - 2);
  });
});

test('ends an attempt that gets no answer, and tries again', async () => {
  let attempts = 0;
  const outlet = outletOf(
    () =>
      ++attempts === 1 ? new Promise<SendResult>(() => undefined) : Promise.resolve(ALL_TAKEN),
    { timeoutMs: 30 },
    'silence',
  );
  await outlet.deliver([alertOf('a')]);
  expect(outlet.counts).toMatchObject({ delivered: 1, failures: 1 });
});

test('sends again only those of a batch that were not taken, and buries those that were refused', async () => {
  const sent: string[][] = [];
  const outlet = outletOf(
    (alerts) => {
      sent.push(alerts.map(({ id }) => id));
      if (sent.length > 1) return Promise.resolve(ALL_TAKEN);
      const [first, second, third] = alerts;
      if (first === undefined || second === undefined || third === undefined) throw new Error();
      return Promise.resolve({
        refused: [{ alert: third, reason: 'mapping' }],
        retry: [second],
        reason: 'busy',
        waitMs: null,
      });
    },
    {},
    'items',
  );
  await outlet.deliver([alertOf('a'), alertOf('b'), alertOf('c')]);
  expect(sent).toEqual([['a', 'b', 'c'], ['b']]);
  expect(outlet.counts).toMatchObject({ delivered: 2, deadLetters: 1 });
  expect(readFileSync(path.join(folder, 'items'), 'utf8')).toMatch(/"reason":"mapping".*"id":"c"/);
});

test('dead letters never grow beyond their bound', async () => {
  const outlet = outletOf(
    () => Promise.reject(new Error('down')),
    { giveUpAfterMs: 0, closeWithinMs: 50 },
    'bound',
    Math.round(2.8 * JSON.stringify(alertOf('a')).length),
  );
  await outlet.deliver([alertOf('a')]);
  await outlet.deliver([alertOf('b')]);
  // Neither delivered nor buried: it never becomes safe.
  void outlet.deliver([alertOf('c')]);
  await expect(outlet.close()).rejects.toThrow(/1 alerts of test could be neither delivered/);
  expect(readFileSync(path.join(folder, 'bound'), 'utf8').split('\n')).toHaveLength(3);
});
