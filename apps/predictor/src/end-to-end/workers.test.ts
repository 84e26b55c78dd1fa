import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { modelService } from '../grpc/serving-package.ts';
import { publishModel } from '../testing/publish-model.ts';
import { spawnService, type SpawnedService } from '../testing/spawn-service.ts';

let folder: string;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'degas-workers-'));
});
afterEach(async () => {
  for (const service of started.splice(0)) service.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

async function start(flags: readonly string[], workers = 2): Promise<SpawnedService> {
  const service = await spawnService(flags, workers);
  started.push(service.process);
  return service;
}

const config = (label: number): object => ({
  model_config_list: {
    config: [
      {
        name: 'degas',
        base_path: path.join(folder, 'degas'),
        model_version_policy: { all: {} },
        version_labels: { stable: label },
      },
    ],
  },
});

function reload(address: string, label: number): Promise<number> {
  const client = new Client(address, credentials.createInsecure());
  const method = modelService.HandleReloadConfigRequest;
  if (method === undefined) throw new Error('no HandleReloadConfigRequest');
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      { config: config(label) },
      (error: ServiceError | null) => {
        client.close();
        resolve(error?.code ?? 0);
      },
    );
  });
}

/** Versions that new connections see under the label. */
async function versionsSeen(address: string): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let i = 0; i < 40; i++) {
    const reply = await fetch(`${address}/v1/models/degas/labels/stable/metadata`, {
      headers: { connection: 'close' },
    });
    const { model_spec } = (await reply.json()) as { model_spec?: { version: string } };
    seen.add(model_spec?.version ?? `status ${reply.status}`);
  }
  return seen;
}

/** Processes that new connections reach. */
async function workersSeen(address: string): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let i = 0; i < 10; i++) {
    const reply = await fetch(`${address}/healthz`, { headers: { connection: 'close' } });
    seen.add(((await reply.json()) as { pid: number }).pid);
  }
  return seen;
}

describe('workers are one service', () => {
  test('a reload is in force in all of them, and refused by all of them', async () => {
    await publishModel(path.join(folder, 'degas'), 1);
    await publishModel(path.join(folder, 'degas'), 2);
    const { address, grpcAddress } = await start([
      `--model_base_path=${path.join(folder, 'degas')}`,
    ]);
    expect(await reload(grpcAddress, 1)).toBe(0);
    expect(await versionsSeen(address)).toEqual(new Set(['1']));
    expect(await reload(grpcAddress, 2)).toBe(0);
    expect(await versionsSeen(address)).toEqual(new Set(['2']));
    expect(await reload(grpcAddress, 77)).toBe(9);
    expect(await versionsSeen(address)).toEqual(new Set(['2']));

    // The worker that takes the place of a dead one has the configuration as well.
    const known = await workersSeen(address);
    process.kill([...known][0] ?? 0, 'SIGKILL');
    while ([...(await workersSeen(address))].every((pid) => known.has(pid))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await versionsSeen(address)).toEqual(new Set(['2']));
  }, 90_000);

  test('a port in use ends the service with one clear error', async () => {
    const { address } = await start([], 1);
    const { port } = new URL(address);
    for (const workers of [1, 2]) {
      const failed = spawnService([`--rest_api_port=${port}`], workers);
      await expect(failed).rejects.toThrow(
        `the service ended with 1: Port ${port} of 127.0.0.1 is in use, expected a free one; end the process that has it or give another --rest_api_port\n`,
      );
    }
  }, 60_000);
});

describe('a service that ends under load', () => {
  test.each([1, 2])(
    'loses no request, with %i workers',
    async (workers) => {
      await publishModel(path.join(folder, 'degas'), 1);
      const { process: service, address } = await start(
        [`--model_base_path=${path.join(folder, 'degas')}`],
        workers,
      );
      const names = Array.from({ length: 2000 }, (_, i) => `name-${i}.example.com`);
      const body = JSON.stringify({ instances: names });
      const outcomes = new Map<string, number>();
      const clients = Array.from({ length: 16 }, async () => {
        for (;;) {
          const outcome = await ask(`${address}/v1/models/degas:predict`, body);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          if (outcome === 'ECONNREFUSED') return;
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      service.kill('SIGTERM');
      await Promise.all(clients);
      expect([...outcomes.keys()].sort()).toEqual(['200', 'ECONNREFUSED']);
      if (service.exitCode === null) await once(service, 'exit');
    },
    60_000,
  );
});

/** The status of a reply on a connection of its own, or why there was none. */
function ask(url: string, body: string): Promise<string> {
  return new Promise((resolve) => {
    const headers = { 'content-length': Buffer.byteLength(body) };
    const asked = request(url, { method: 'POST', agent: false, headers }, (reply) => {
      reply.resume();
      reply.on('end', () => {
        resolve(String(reply.statusCode));
      });
      reply.on('error', ({ message }) => {
        resolve(message);
      });
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    asked.end(body);
  });
}

test('a model that comes after the start is served, and rules for labels change without a restart', async () => {
  const deny = path.join(folder, 'deny.txt');
  await writeFile(deny, 'nothing.example\n');
  const { address } = await start(
    [`--model_base_path=${path.join(folder, 'late')}`, `--deny=${deny}`],
    1,
  );
  expect((await fetch(`${address}/readyz`)).status).toBe(503);
  await publishModel(path.join(folder, 'built'), 1);
  await cp(path.join(folder, 'built'), path.join(folder, 'late'), { recursive: true });
  const label = async (): Promise<string> => {
    const reply = await fetch(`${address}/v1/models/degas:predict`, {
      method: 'POST',
      body: '{"instances":[{"domain":"aaa.com"}]}',
    });
    const { predictions } = (await reply.json()) as { predictions?: { label: string }[] };
    return predictions?.[0]?.label ?? '';
  };
  await eventually(label, 'benign');
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  await writeFile(deny, 'aaa.com\n');
  await eventually(label, 'dga');
}, 60_000);

async function eventually(read: () => Promise<string>, expected: string): Promise<void> {
  let last = '';
  for (let i = 0; i < 100 && last !== expected; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    last = await read();
  }
  expect(last).toBe(expected);
}
