import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import type { ClientResult } from '@degas/traffic';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { cleanLog } from '../testing/clean-log.ts';

let log: readonly string[] = [];
let byClient: readonly string[] = [];

const clientOf = (line: string): string => /"id.orig_h":"([^"]*)"/.exec(line)?.[1] ?? '';
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Runs `degas hunt` on lines, which come in pieces of `size` bytes. */
async function hunt(args: readonly string[], lines: readonly string[], size = 2 ** 20) {
  const context = captureContext();
  const bytes = Buffer.from(text(lines));
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const exitCode = await runTrainer(['hunt', ...args], {
    ...context,
    stdin: Readable.from(pieces),
  });
  const results = context.output().split('\n').slice(0, -1);
  return { exitCode, results, errors: context.errors() };
}

const stream = (...args: [readonly string[], readonly string[], number?]) =>
  hunt(['--stream', ...args[0]], args[1], args[2]);

const parsed = (lines: readonly string[]): ClientResult[] =>
  lines.map((line) => JSON.parse(line) as ClientResult);

beforeAll(async () => {
  const context = captureContext(cleanLog(5));
  await runTrainer(['infect', '-', '--family', 'qakbot', '--client', '10.0.0.3'], context);
  log = context.output().split('\n').slice(0, -1);
  byClient = [...log].sort((a, b) => clientOf(a).localeCompare(clientOf(b)));
});

describe('hunt --stream of events by client', () => {
  test('reports what hunt reports of the whole log', async () => {
    const whole = await hunt(['--format', 'jsonl'], log);
    expect(whole.results).toHaveLength(1);
    const { exitCode, results, errors } = await stream(['--sorted-by', 'client'], byClient);
    expect([exitCode, results]).toEqual([0, whole.results]);
    expect(errors).toContain('250 queries of 5 clients; 1 suspected');
  });

  test('--all has a line for each client, the same however the bytes are cut', async () => {
    const args = ['--sorted-by', 'client', '--all'];
    const { results } = await stream(args, byClient);
    expect(parsed(results).map(({ client }) => client)).toEqual(
      [1, 2, 3, 4, 5].map((i) => `10.0.0.${i}`),
    );
    expect((await stream(args, byClient, 100)).results).toEqual(results);
  });

  test('writes a client when the next one begins, while the input pauses', async () => {
    const context = captureContext();
    const stdin = new PassThrough();
    const args = ['hunt', '--stream', '--sorted-by', 'client', '--input-format', 'zeek-json'];
    const ended = runTrainer(args, { ...context, stdin });
    const last = byClient.findIndex((line) => clientOf(line) === '10.0.0.4');
    stdin.write(text(byClient.slice(0, last + 1)));
    while (context.output() === '') await setTimeout(5);
    expect(parsed(context.output().split('\n').slice(0, -1))).toMatchObject([
      { client: '10.0.0.3' },
    ]);
    stdin.end();
    expect(await ended).toBe(0);
  });

  test('ends with the first client that nobody reads, though its input goes on', async () => {
    const stdout = new Writable({
      write(_, __, done) {
        done(Object.assign(new Error('pipe closed'), { code: 'EPIPE' }));
      },
    });
    const stdin = new PassThrough();
    const context = { ...captureContext(), stdin, stdout };
    const ended = runTrainer(['hunt', '--stream', '--sorted-by', 'client'], context);
    stdin.write(text(byClient));
    expect(await ended).toBe(0);
  });

  test('says when clients come again', async () => {
    expect((await stream(['--sorted-by', 'client'], byClient)).errors).not.toContain('again');
    expect((await stream(['--sorted-by', 'client'], log)).errors).toContain(
      'sort the events by client',
    );
  });
});

describe('hunt --stream of events by time', () => {
  test('reports a client as soon as its evidence is enough, and again for a stronger level', async () => {
    const whole = parsed((await hunt(['--format', 'jsonl'], log)).results);
    const { results } = await stream([], log);
    const found = parsed(results);
    expect(new Set(found.map(({ client }) => client))).toEqual(new Set(['10.0.0.3']));
    expect(found.at(-1)?.level).toBe(whole[0]?.level);
    expect(found[0]?.distinctNames).toBeLessThan(whole[0]?.distinctNames ?? 0);
  });

  test('says the same however the bytes are cut', async () => {
    const { results } = await stream([], log);
    expect((await stream([], log, 1000)).results).toEqual(results);
  });

  test('no events have no clients; an input that is not understood is an error', async () => {
    expect(await stream([], [])).toMatchObject({ exitCode: 0, results: [] });
    const { exitCode, errors } = await stream([], ['{"a":1}', '{"a":2}']);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('LOGS_FORMAT_UNKNOWN')]);
  });

  test('NUL bytes and a line of 1 MB are no events, and the others are read', async () => {
    const bad = ['\0\0', `{"query":"${'a'.repeat(2 ** 20)}"}`];
    const lines = [...log.slice(0, 100), ...bad, ...log.slice(100)];
    const { exitCode, results, errors } = await stream([], lines);
    expect([exitCode, results]).toEqual([0, (await stream([], log)).results]);
    expect(errors).toMatch(/250 records, .*/);
  });
});

test.each([
  [['--format', 'table'], '--format table'],
  [['--html', 'page.html'], '--html'],
  [['--all'], '--all without --sorted-by client'],
])('--stream with %j is wrong usage', async (args, named) => {
  const { exitCode, errors } = await stream(args, []);
  expect([exitCode, errors]).toEqual([2, expect.stringContaining(named)]);
});
