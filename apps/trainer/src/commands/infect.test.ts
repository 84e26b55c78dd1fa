import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DnsEvent } from '@degas/logs';
import { readLogs } from '@degas/logs/node';
import { describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { eventFormats } from '../infect/event-writers.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { cleanLog } from '../testing/clean-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-infect-'));
const log = join(folder, 'dns.log');
writeFileSync(log, cleanLog(3));
const CLIENT = '10.9.9.9';

async function infect(...args: readonly string[]) {
  const context = captureContext();
  const exitCode = await runTrainer(
    ['infect', log, '--family', 'qakbot', '--client', CLIENT, ...args],
    context,
  );
  return { exitCode, output: context.output(), errors: context.errors() };
}

type Seen = Pick<DnsEvent, 'time' | 'client' | 'name' | 'type' | 'answer' | 'answers'>;

async function eventsOf(path: string): Promise<Seen[]> {
  const events: Seen[] = [];
  for await (const { records } of readLogs([path])) {
    for (const record of records) {
      if (record.kind !== 'event') continue;
      const { time, client, name, type, answer, answers } = record;
      events.push({ time, client, name, type, answer, answers });
    }
  }
  return events;
}

async function written(name: string, ...args: readonly string[]): Promise<Seen[]> {
  const path = join(folder, name);
  await infect('-o', path, ...args);
  return eventsOf(path);
}

describe('degas infect', () => {
  test('the same seed leads to the same log, another one to other times', async () => {
    const { output, exitCode, errors } = await infect();
    expect(exitCode).toBe(0);
    expect(errors).toBe(
      'dns.log: zeek-json, 120 records\n50 queries of qakbot added for 10.9.9.9\n',
    );
    expect((await infect('--seed', '1')).output).toBe(output);
    expect((await infect('--seed', '2')).output).not.toBe(output);
  });

  test('all queries of the log are kept, in their order', async () => {
    const events = await written('kept.log');
    expect(events.filter(({ client }) => client !== CLIENT)).toEqual(await eventsOf(log));
  });

  test('queries are added at the times of the log, nearly all failing', async () => {
    const events = await written('times.log', '--resolved', '2');
    const times = events.map(({ time }) => time ?? 0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const added = events.filter(({ client }) => client === CLIENT);
    expect(added).toHaveLength(50);
    expect(new Set(added.map(({ name }) => name)).size).toBe(50);
    expect(added.map(({ answer }) => answer)).toEqual([
      ...Array.from({ length: 48 }, () => 'nxdomain'),
      'resolved',
      'resolved',
    ]);
  });

  test('--rate spreads the queries over the time that they need', async () => {
    const span = async (rate: string): Promise<number> => {
      const added = (await written(`rate-${rate}.log`, '--rate', rate)).filter(
        ({ client }) => client === CLIENT,
      );
      return ((added.at(-1)?.time ?? 0) - (added[0]?.time ?? 0)) / 3_600_000;
    };
    expect(Math.abs((await span('100')) - 49 / 100)).toBeLessThan(0.15);
    expect(Math.abs((await span('10')) - 4.9)).toBeLessThan(1);
  });

  test('every format is read back as the same events', async () => {
    const [first, ...others] = await Promise.all(
      eventFormats.map((format) => written(`as.${format}`, '--format', format)),
    );
    expect(first).toHaveLength(170);
    for (const events of others) expect(events).toEqual(first);
  });

  test('the pattern of red-team tools has 7 to 10 letters with one digit and three suffixes', async () => {
    const events = await written('red.log', '--family', 'red-team', '--count', '60');
    const names = events.filter(({ client }) => client === CLIENT).map(({ name }) => name);
    expect(names).toHaveLength(60);
    for (const name of names) expect(name).toMatch(/^(?=.{7,10}\.)[a-z]*\d[a-z]*\.[a-z]+$/);
    expect(new Set(names.map((name) => name.split('.')[1])).size).toBe(3);
  });

  test('an unknown family is an error that lists the families, and nothing is written', async () => {
    const path = join(folder, 'unknown.log');
    const { exitCode, errors } = await infect('--family', 'nope', '-o', path);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^GENERATORS_UNKNOWN_FAMILY: .*qakbot/);
    expect(existsSync(path)).toBe(false);
  });

  test('a list without times is refused', async () => {
    const list = join(folder, 'list.txt');
    writeFileSync(list, 'example.com\n');
    const context = captureContext();
    const args = ['infect', list, '--family', 'qakbot', '--client', CLIENT];
    expect(await runTrainer(args, context)).toBe(1);
    expect(context.errors()).toMatch(/^TRAINER_INPUT_NOT_UNDERSTOOD: .*times/);
  });

  test('the log is never overwritten by its copy', async () => {
    const before = readFileSync(log, 'utf8');
    const { exitCode, errors } = await infect('-o', log);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^TRAINER_OUTPUT_IS_INPUT: /);
    expect(readFileSync(log, 'utf8')).toBe(before);
  });
});
