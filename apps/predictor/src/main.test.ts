import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';

import { afterEach, describe, expect, test } from '@jest/globals';

import { spawnService, type SpawnedService } from './testing/spawn-service.ts';

let process_: ChildProcessWithoutNullStreams | undefined;

afterEach(() => {
  process_?.kill('SIGKILL');
});

async function start(workers: number): Promise<SpawnedService> {
  const service = await spawnService([], workers);
  process_ = service.process;
  return service;
}

describe('the service as a process', () => {
  test('answers, and on SIGTERM ends the request under way before itself', async () => {
    const { process: service, address } = await start(1);
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

  test('with workers, replaces one that is killed, sums their metrics and ends with them', async () => {
    const { process: service, address } = await start(2);
    const ask = (): Promise<Response> =>
      fetch(`${address}/v1/models/degas:predict`, {
        method: 'POST',
        body: '{"instances":["a.example.com"]}',
        headers: { connection: 'close' },
      });
    const pidOf = async (): Promise<number> => {
      const text = await (
        await fetch(`${address}/healthz`, { headers: { connection: 'close' } })
      ).json();
      return (text as { pid: number }).pid;
    };
    const victim = await pidOf();
    process.kill(victim, 'SIGKILL');

    // The one that is left answers; no request needs the dead one.
    const codes = [];
    for (let i = 0; i < 20; i++) codes.push((await ask()).status);
    expect(codes).toEqual(new Array<number>(20).fill(200));
    const metrics = await (await fetch(`${address}/monitoring/prometheus/metrics`)).text();
    expect(metrics).toContain(':tensorflow:serving:request_count{model_name="degas",status="OK"}');

    service.kill('SIGTERM');
    expect(await once(service, 'exit')).toEqual([0, null]);
  }, 60_000);
});
