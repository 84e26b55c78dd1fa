import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { dnstapOfQuery, fuzzedDnstap } from '../testing/fuzzed-frames.ts';
import { TakenEvents, TakenRejects } from '../testing/take-events.ts';
import { DnstapInput } from './dnstap-input.ts';
import { openInputs } from './open-inputs.ts';

let folder: string;
let path: string;
let input: DnstapInput;
let taken: TakenEvents;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'degas-dnstap-'));
  path = join(folder, 'dnstap.sock');
  input = new DnstapInput(`dnstap+unix:${path}`, path, {
    reading: {},
    rejects: new TakenRejects(),
  });
  await input.listen();
  taken = new TakenEvents(input);
});
afterEach(async () => {
  await taken.stop();
  rmSync(folder, { recursive: true });
});

/** Sends bytes on a connection of their own; returns what was answered. */
async function exchange(bytes: Buffer): Promise<Buffer> {
  const socket = connect(path);
  const answers: Buffer[] = [];
  socket.on('data', (block: Buffer) => answers.push(block));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(answers);
}

test('2,000 broken frames end nothing: the next resolver is welcomed', async () => {
  for (let seed = 1; seed <= 20; seed++) await exchange(fuzzedDnstap(seed, 100));
  // READY is answered with ACCEPT.
  expect((await exchange(fuzzedDnstap(21, 0))).readUInt32BE(8)).toBe(1);
  expect(input.status()).toMatchObject({ problem: null });
});

test('a socket that another program listens on is left to it; one that a killed program left is taken over', async () => {
  const parts = { reading: {}, rejects: new TakenRejects() };
  await expect(new DnstapInput('second', path, parts).listen()).rejects.toMatchObject({
    code: 'LOGS_FILE_UNREADABLE',
  });
  await taken.stop();
  const code =
    'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))';
  spawnSync(process.execPath, ['-e', code, path]);
  expect(existsSync(path)).toBe(true);
  const third = new DnstapInput('third', path, parts);
  await third.listen();
  taken = new TakenEvents(third);
  expect((await exchange(fuzzedDnstap(1, 0))).readUInt32BE(8)).toBe(1);
});

test('over TCP a query comes with its client, its time and what it led to', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const [tcp] = await openInputs([`dnstap+tcp://127.0.0.1:${port}`], {
    reading: {},
    rejects: new TakenRejects(),
    positions: {},
    stdin: Readable.from([]),
    clock: () => 0,
    onProblem: () => undefined,
  });
  if (tcp === undefined) throw new Error('no input');
  const events = new TakenEvents(tcp);
  const socket = connect(port, '127.0.0.1');
  socket.resume();
  await once(socket, 'connect');
  socket.end(dnstapOfQuery('xjpakmdcfuqe.in', [10, 0, 0, 7], 1_795_161_600));
  await events.until(1);
  expect(events.events).toMatchObject([
    {
      name: 'xjpakmdcfuqe.in',
      client: '10.0.0.7',
      time: 1_795_161_600_000,
      type: 'A',
      answer: 'nxdomain',
    },
  ]);
  await events.stop();
});
