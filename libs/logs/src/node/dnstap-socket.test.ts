import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, describe, expect, test } from '@jest/globals';

import type { LogRecord } from '../events/log-record.ts';
import { dnstapOf } from '../testing/generated-captures.ts';
import { answerOfQuery, generatedQueries } from '../testing/generated-queries.ts';
import { hasProgram } from '../testing/real-resolver.ts';
import { listenForDnstap } from './dnstap-socket.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-dnstap-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const queries = generatedQueries(200, 4);
const bytes = dnstapOf(queries);
const expected = queries.map((query) => ({
  name: query.name,
  client: query.client,
  answer: answerOfQuery(query),
}));

/** What a listener hears while a sender goes on. */
async function heard(socket: string, send: () => Promise<unknown>): Promise<LogRecord[]> {
  const listener = await listenForDnstap(socket);
  const sent = send();
  const records: LogRecord[] = [];
  for await (const batch of listener) {
    records.push(...batch.records);
    if (records.length >= queries.length) listener.close();
  }
  await sent;
  return records;
}

describe('resolvers that send dnstap', () => {
  test('are answered and heard, in any pieces', async () => {
    const socket = join(folder, 'pieces.sock');
    const answered: number[] = [];
    const records = await heard(socket, async () => {
      const sender = connect(socket);
      sender.on('data', (data) => answered.push((data as Buffer).readUInt32BE(8)));
      // READY without a content type.
      sender.write(Buffer.from([0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4]));
      for (let at = 0; at < bytes.length; at += 777) {
        sender.write(bytes.slice(at, at + 777));
        await new Promise(setImmediate);
      }
      await new Promise((resolve) => sender.once('close', resolve));
    });
    expect(records).toMatchObject(expected);
    expect(answered).toEqual([1, 5]);
  });

  const real = hasProgram('fstrm_replay') ? test : test.skip;
  real(
    "by the library's own sender (skipped where Debian's fstrm-bin is not installed)",
    async () => {
      const socket = join(folder, 'replay.sock');
      const file = join(folder, 'x.dnstap');
      writeFileSync(file, bytes);
      const records = await heard(socket, () =>
        promisify(execFile)('fstrm_replay', [
          '-t',
          'protobuf:dnstap.Dnstap',
          '-u',
          socket,
          '-r',
          file,
        ]),
      );
      expect(records).toMatchObject(expected);
    },
  );

  test('a place that cannot be listened on is an error', async () => {
    await expect(listenForDnstap(join(folder, 'no/such/folder.sock'))).rejects.toMatchObject({
      code: 'LOGS_FILE_UNREADABLE',
    });
  });
});
