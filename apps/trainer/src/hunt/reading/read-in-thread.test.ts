import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nameColumns } from '@degas/traffic';
import { expect, test } from '@jest/globals';

import { cleanLog } from '../../testing/clean-log.ts';
import { type LogEvents, logEvents, type SourceNote } from './log-events.ts';
import { readInThread, readNumbered } from './read-in-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-thread-'));
const log = join(folder, 'clean.log');
writeFileSync(log, cleanLog(5) + 'no line of a log\n');

async function collected(read: typeof logEvents, inputs: readonly string[]) {
  const notes: SourceNote[] = [];
  const batches: LogEvents[] = [];
  for await (const batch of read(inputs, {}, (note) => notes.push(note))) batches.push(batch);
  const events = batches.flatMap(({ source, events: each }) =>
    each.map(({ time, client, name, answer, answers }) => ({
      source,
      time,
      client,
      name,
      answer,
      answers: [...answers],
    })),
  );
  return { notes, events };
}

test('a thread reads what the main one reads, and says the same about it', async () => {
  const alone = await collected(logEvents, [log]);
  expect(alone.events.length).toBeGreaterThan(100);
  expect(await collected(readInThread, [log])).toEqual(alone);
});

test('an input that is not understood is the same error, with its code', async () => {
  const other = join(folder, 'other.json');
  writeFileSync(other, '{"a":1}\n');
  const outcome = (read: typeof logEvents) =>
    collected(read, [other]).catch((error: unknown) => error);
  expect(await outcome(readInThread)).toEqual(await outcome(logEvents));
});

test('by number, the same events come with what is evidence of their names', async () => {
  const alone = await collected(logEvents, [log]);
  const names: (string | null)[] = [];
  const clients: string[] = [];
  const events: unknown[] = [];
  for await (const { source, events: batch } of readNumbered([log], {}, () => undefined)) {
    names.push(...batch.newNames.registrable);
    clients.push(...batch.newClients);
    batch.times.forEach((time, i) => {
      const answer = batch.answerOf[batch.answers[i] ?? 0];
      const [client, name] = [batch.clients[i] ?? 0, batch.names[i] ?? 0];
      const registrable = names[name - 1];
      const answers = batch.addressesOf(i);
      events.push({ source, time, client: clients[client - 1], registrable, answer, answers });
    });
  }
  expect(events).toEqual(
    alone.events.map(({ name, ...event }) => ({
      ...event,
      registrable: nameColumns([name]).registrable[0],
    })),
  );
});
