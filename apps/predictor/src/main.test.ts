import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import path from 'node:path';

import { afterEach, describe, expect, test } from '@jest/globals';

const main = path.join(import.meta.dirname, 'main.ts');
let process_: ChildProcessWithoutNullStreams | undefined;

afterEach(() => {
  process_?.kill('SIGKILL');
});

function start(...flags: string[]): ChildProcessWithoutNullStreams {
  const args = ['--conditions=@degas/source', '--import', 'tsx', main, ...flags];
  process_ = spawn(process.execPath, args);
  return process_;
}

/** The address that the service says it listens on. */
async function addressOf(service: ChildProcessWithoutNullStreams): Promise<string> {
  let output = '';
  for await (const chunk of service.stdout.iterator({ destroyOnReturn: false })) {
    output += String(chunk);
    const address = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the service ended: ${output}`);
}

describe('the service as a process', () => {
  test('answers, and on SIGTERM ends the request under way before itself', async () => {
    const service = start('--rest-api-port=0', '--port=0');
    const address = await addressOf(service);
    const url = `${address}/v1/models/degas:predict`;
    const body = JSON.stringify({ instances: ['www.google.com', '234kd3ds9fkj3.com'] });

    const reply = (await (await fetch(url, { method: 'POST', body })).json()) as {
      predictions: number[][];
    };
    expect(reply.predictions).toHaveLength(2);
    for (const [score] of reply.predictions) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }

    // A request whose body is still on its way when the signal comes.
    const slow = request(url, {
      method: 'POST',
      headers: { 'content-length': Buffer.byteLength(body) },
    });
    const answered = once(slow, 'response');
    slow.write(body.slice(0, 5));
    await once(slow, 'socket');
    await fetch(`${address}/v1/models/degas`);
    service.kill('SIGTERM');
    slow.end(body.slice(5));
    const [response] = (await answered) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(await once(service, 'exit')).toEqual([0, null]);
  }, 30_000);

  test.each([
    [['--rest-api-port=many'], 2, /not a whole number/],
    [['--no-such-flag'], 2, /--help lists the flags/],
    [['--model-base-path=/no/such/folder'], 1, /no.such.folder/],
  ])(
    '%j ends it with code %i',
    async (flags, code, message) => {
      const service = start(...flags);
      let complaint = '';
      service.stderr.on('data', (chunk) => (complaint += String(chunk)));
      expect(await once(service, 'close')).toEqual([code, null]);
      expect(complaint).toMatch(message);
    },
    30_000,
  );

  test('--help lists every flag', async () => {
    const service = start('--help');
    let text = '';
    service.stdout.on('data', (chunk) => (text += String(chunk)));
    expect(await once(service, 'close')).toEqual([0, null]);
    expect(text).toMatch(/--model-base-path=TEXT/);
  }, 30_000);
});
