import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { Load } from '../testing/load.ts';
import { publishModel } from '../testing/publish-model.ts';
import { spawnService, type SpawnedService } from '../testing/spawn-service.ts';

jest.setTimeout(90_000);

const BODY = JSON.stringify({ instances: ['www.google.com', 'xjqkzvwq.in'] });
const CLIENTS = 8;

let folder: string;
let base: string;
let service: SpawnedService | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'degas-load-'));
  base = path.join(folder, 'degas');
  await publishModel(base, 1);
});
afterEach(async () => {
  service?.process.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const predict = ({ address }: SpawnedService): string => `${address}/v1/models/degas:predict`;

describe('under load', () => {
  test('versions are swapped without a failed request', async () => {
    service = await spawnService([`--model-base-path=${base}`]);
    const { address } = service;
    const load = new Load(predict(service), BODY, CLIENTS);
    const isServed = async (version: number): Promise<boolean> =>
      (await fetch(`${address}/v1/models/degas/versions/${version}`))
        .text()
        .then((text) => text.includes('AVAILABLE'));
    for (const version of [2, 3]) {
      await load.more(100);
      await publishModel(base, version);
      while (!(await isServed(version))) await load.more(10);
    }
    await rm(path.join(base, '1'), { recursive: true });
    await load.more(200);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.outcomes.length).toBeGreaterThan(400);
    expect(await isServed(1)).toBe(false);
  });

  test('a worker that is killed loses only its requests in flight', async () => {
    service = await spawnService([`--model-base-path=${base}`], 2);
    const { pid } = (await (await fetch(`${service.address}/healthz`)).json()) as { pid: number };
    const load = new Load(predict(service), BODY, CLIENTS);
    await load.more(200);
    process.kill(pid, 'SIGKILL');
    await load.more(500);
    await load.stop();
    // No client had more than one request in flight, none got an internal error, and none hangs.
    expect(load.failures.length).toBeLessThanOrEqual(CLIENTS);
    expect(load.failures.filter((outcome) => typeof outcome === 'number')).toEqual([]);
    expect(load.outcomes.slice(-100)).toEqual(new Array<number>(100).fill(200));
  });

  test.each([1, 2])('SIGTERM loses no request (worker processes: %i)', async (workers) => {
    service = await spawnService([`--model-base-path=${base}`], workers);
    const load = new Load(predict(service), BODY, CLIENTS, true);
    await load.more(200);
    const ended = once(service.process, 'exit');
    service.process.kill('SIGTERM');
    await load.end();
    expect(load.failures).toEqual([]);
    expect(await ended).toEqual([0, null]);
  });
});
