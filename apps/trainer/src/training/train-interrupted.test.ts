import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { labelledNames } from '../testing/labelled-names.ts';
import { startMain } from '../testing/run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-interrupted-'));
const data = join(folder, 'names.csv');
const settings = ['--epochs', '3', '--batch-size', '16', '--checkpoint-every', '7'];

beforeAll(() => {
  writeFileSync(data, labelledNames(400));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const trainingOf = (out: string, ...more: string[]): string[] => [
  ...['train', data, ...settings, '--out', out, ...more],
];

/** What must not depend on whether training was killed: everything but the clock. */
function figuresOf(out: string) {
  const json = (file: string): unknown => JSON.parse(readFileSync(join(out, file), 'utf8'));
  const history = (json('history.json') as Record<string, number>[]).map((epoch) => ({
    ...epoch,
    namesPerSecond: 0,
  }));
  const { metrics } = json('manifest.json') as { metrics: unknown };
  return {
    history,
    metrics,
    report: json('report.json'),
    weights: readFileSync(join(out, 'weights.bin')),
  };
}

test('kill -9 at any moment, then --resume: the same metrics and weights as without', async () => {
  const whole = join(folder, 'whole/1');
  const uninterrupted = await startMain(trainingOf(whole)).ended;
  expect(uninterrupted).toMatchObject({ exitCode: 0 });

  const killed = join(folder, 'killed/1');
  const checkpoint = `${killed}.checkpoint`;
  let kills = 0;
  // A moment later at every try, in different phases: before a checkpoint, while one is written, between epochs.
  for (const wait of [1, 60, 250]) {
    const { child, ended } = startMain(trainingOf(killed, '--resume'));
    const before = existsSync(checkpoint) ? readFileSync(checkpoint) : null;
    let changed = false;
    void ended.then(() => (changed = true));
    while (!changed) {
      await setTimeout(20);
      const now = existsSync(checkpoint) ? readFileSync(checkpoint) : null;
      changed ||= now !== null && !(before?.equals(now) ?? false);
    }
    await setTimeout(wait);
    child.kill('SIGKILL');
    if ((await ended).exitCode === null) kills++;
    expect(existsSync(killed)).toBe(false);
  }
  expect(kills).toBe(3);
  const resumed = await startMain(trainingOf(killed, '--resume')).ended;
  expect(resumed).toMatchObject({ exitCode: 0 });
  expect(figuresOf(killed)).toEqual(figuresOf(whole));
  expect(readdirSync(join(folder, 'killed'))).toEqual(['1']);
}, 240_000);

describe('Ctrl-C', () => {
  /** Runs a command line that is stopped when `when` accepts its log. */
  async function stopped(args: string[], when: (errors: string) => boolean) {
    const stop = new AbortController();
    let clock = 0;
    const terminal = {
      ...captureContext(),
      signal: stop.signal,
      now: () => {
        if (when(terminal.errors())) stop.abort();
        return (clock += 6000); // every look at the clock is a line of progress
      },
    };
    const exitCode = await runTrainer(args, terminal);
    return { exitCode, output: terminal.output(), errors: terminal.errors() };
  }

  test('before the first epoch ends is an error that says how to go on', async () => {
    const out = join(folder, 'early/1');
    const { exitCode, errors } = await stopped(trainingOf(out), (text) => text.includes('epoch 1'));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/TRAINER_INTERRUPTED: .*--resume/);
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.checkpoint`)).toBe(true);
  }, 60_000);

  test('later keeps the best so far, and --resume finishes as if nothing had been', async () => {
    const out = join(folder, 'late/1');
    const { exitCode, output, errors } = await stopped(trainingOf(out), (text) =>
      text.includes('epoch 3'),
    );
    expect(errors).not.toContain('_');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/stopped; the best so far, of epoch [12],/);
    expect(figuresOf(out).history).toHaveLength(2);

    const terminal = captureContext();
    expect(await runTrainer(trainingOf(out, '--resume'), terminal)).toBe(0);
    expect(figuresOf(out)).toEqual(figuresOf(join(folder, 'whole/1')));
    expect(readdirSync(join(folder, 'late'))).toEqual(['1']);
  }, 60_000);

  test('while data is read ends the reading', async () => {
    const many = join(folder, 'many.csv');
    writeFileSync(many, labelledNames(24_000));
    const out = join(folder, 'reading/1');
    const args = ['train', many, '--network', 'baseline', '--out', out];
    const { exitCode, errors } = await stopped(args, (text) => text.includes('reading'));
    expect(exitCode).toBe(1);
    expect(errors).toContain('TRAINER_INTERRUPTED');
  }, 60_000);
});
