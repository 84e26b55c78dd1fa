import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { DeadLetterFile, type DeadLetter } from '../outlets/dead-letter-file.ts';
import { ReliableOutlet, type RetryOptions } from '../outlets/reliable-outlet.ts';
import type { Transport } from '../outlets/transport.ts';
import { alertOf } from './alert.ts';

/** A transport with its receiver, which can be broken and mended. */
export interface OutletUnderTest {
  readonly transport: Transport;
  /** Ids of the alerts that the receiver has, in their order. */
  received(): Promise<readonly string[]> | readonly string[];
  /** From now on nothing is taken. */
  breakDown(): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
}

export interface OutletPromises {
  /** Whether the protocol tells the sender that something was not taken: syslog over UDP does not. */
  readonly hasAnswers: boolean;
  /** Whether a repetition of an alert replaces it. */
  readonly replaces: boolean;
}

const FAST: Partial<RetryOptions> = {
  firstDelayMs: 10,
  longestDelayMs: 50,
  timeoutMs: 5000,
  giveUpAfterMs: 60_000,
  closeWithinMs: 300,
};

/** What every outlet promises, whatever stands behind it. */
export function describeOutlet(
  name: string,
  open: (folder: string) => Promise<OutletUnderTest>,
  { hasAnswers, replaces }: OutletPromises,
): void {
  describe(`${name} as an outlet`, () => {
    let folder: string;
    let under: OutletUnderTest;
    let letters: string;
    let problems: string[];

    beforeEach(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'degas-outlet-'));
      letters = path.join(folder, 'dead', 'letters.jsonl');
      problems = [];
      under = await open(folder);
    });
    afterEach(async () => {
      await under.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const outletOf = (retry: Partial<RetryOptions> = {}, file = letters): ReliableOutlet =>
      new ReliableOutlet(
        under.transport,
        new DeadLetterFile(file, { maxBytes: 1_000_000, now: Date.now }),
        { ...FAST, ...retry },
        { now: Date.now, random: () => 0.5, onProblem: (problem) => problems.push(problem) },
      );
    const deadLetters = (): DeadLetter[] =>
      readFileSync(letters, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as DeadLetter);
    const ids = (count: number, from = 0): string[] =>
      Array.from({ length: count }, (_, i) => `id${String(from + i).padStart(4, '0')}`);
    const several = (count: number, from = 0) => ids(count, from).map((id) => alertOf(id));

    test('delivers alerts in their order, however many at once', async () => {
      const outlet = outletOf();
      await outlet.deliver(several(3));
      await Promise.all([outlet.deliver(several(250, 3)), outlet.deliver(several(2, 253))]);
      await outlet.close();
      expect(await under.received()).toEqual(ids(255));
      expect(outlet.counts).toMatchObject({
        delivered: 255,
        failures: 0,
        waiting: 0,
        problem: null,
      });
    });

    test('delivers an alert that comes again under the same id', async () => {
      const outlet = outletOf();
      await outlet.deliver([alertOf('same', { level: 'low' }), alertOf('same', { level: 'high' })]);
      await outlet.close();
      expect(await under.received()).toEqual(replaces ? ['same'] : ['same', 'same']);
    });

    // A receiver that never answers can't be told from one that is down.
    if (!hasAnswers) return;

    test('tries again until the receiver is back, and loses nothing', async () => {
      const outlet = outletOf();
      await outlet.deliver(several(1));
      await under.breakDown();
      const delivered = outlet.deliver(several(20, 1));
      while (outlet.counts.failures < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(outlet.counts.waiting).toBe(20);
      expect(outlet.counts.problem).not.toBeNull();
      await under.mend();
      await delivered;
      await outlet.close();
      expect([...new Set(await under.received())]).toEqual(ids(21));
      expect(outlet.counts).toMatchObject({ deadLetters: 0, waiting: 0, problem: null });
      expect(problems.join(' ')).not.toContain('qkz');
    });

    test('gives up in the end, and writes what it could not deliver', async () => {
      await under.breakDown();
      const outlet = outletOf({ giveUpAfterMs: 50 });
      await outlet.deliver(several(3));
      expect(deadLetters().map(({ alert }) => alert)).toEqual(several(3));
      expect(deadLetters()[0]).toMatchObject({
        outlet: under.transport.name,
        reason: expect.stringMatching(/^given up: ./),
      });
      await under.mend();
      await outlet.deliver(several(1, 3));
      await outlet.close();
      expect(await under.received()).toEqual(ids(1, 3));
    });

    test('keeps no more alerts waiting than it may', async () => {
      await under.breakDown();
      const outlet = outletOf({ maxQueued: 5 });
      const delivered = outlet.deliver(several(8));
      while (outlet.counts.deadLetters < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(outlet.counts.waiting).toBe(5);
      await under.mend();
      await delivered;
      await outlet.close();
      expect(deadLetters().map(({ alert }) => alert.id)).toEqual(ids(3, 5));
      expect([...new Set(await under.received())]).toEqual(ids(5));
    });

    test('ends in time while the receiver is down', async () => {
      await under.breakDown();
      const outlet = outletOf({ firstDelayMs: 60_000, longestDelayMs: 60_000 });
      const delivered = outlet.deliver(several(2));
      await outlet.close();
      await delivered;
      expect(deadLetters().map(({ alert }) => alert.id)).toEqual(ids(2));
      await expect(outlet.deliver(several(1))).rejects.toMatchObject({
        code: 'MONITOR_OUTLET_CLOSED',
      });
    });

    test('keeps alerts waiting while the disk of the dead letters is full', async () => {
      await under.breakDown();
      const outlet = outletOf({ giveUpAfterMs: 20, maxQueued: 2 }, '/dev/full');
      const delivered = outlet.deliver(several(2));
      while (outlet.counts.failures < 6) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(outlet.counts).toMatchObject({ waiting: 2, deadLetters: 0 });
      await expect(outlet.deliver(several(1, 2))).rejects.toMatchObject({
        code: 'MONITOR_CANNOT_WRITE',
      });
      await under.mend();
      await delivered;
      await outlet.close();
      expect([...new Set(await under.received())]).toEqual(ids(2));
    });
  });
}
