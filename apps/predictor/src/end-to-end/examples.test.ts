import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { buildGrpcServer } from '../grpc/grpc-server.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { fakeRegistry } from '../testing/fake-registry.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';

// Go compiles its standard library first.
jest.setTimeout(240_000);

const EXAMPLES = path.join(import.meta.dirname, '../../../../examples');
const NAMES = ['8chars.x', '10.0.0.1', `${'x'.repeat(46)}.y`];
const LINES = ['8chars.x\tbenign\t0.125', '10.0.0.1\tskipped\t', `${NAMES[2] ?? ''}\tdga\t0.75`];

let rest: FastifyInstance;
let grpc: Server;
let addresses: { rest: string; grpc: string };

beforeAll(async () => {
  const registry = await fakeRegistry();
  rest = await buildRestServer({ registry });
  ({ server: grpc } = buildGrpcServer({ registry }));
  addresses = {
    rest: await rest.listen({ host: '127.0.0.1', port: 0 }),
    grpc: await listenGrpc(grpc),
  };
});
afterAll(async () => {
  grpc.forceShutdown();
  await rest.close();
});

const isInstalled = (tool: string, ...args: string[]): boolean =>
  spawnSync(tool, args).status === 0;

const clients: [string, boolean, 'rest' | 'grpc', string, ...string[]][] = [
  ['curl', isInstalled('curl', '--version'), 'rest', 'sh', 'client.sh'],
  ['python3', isInstalled('python3', '--version'), 'rest', 'python3', 'client.py'],
  ['node', true, 'rest', process.execPath, 'client.mjs'],
  ['go', isInstalled('go', 'version'), 'rest', 'go', 'run', 'go/client.go'],
  [
    'tensorflow-serving-api, in the Python that DEGAS_PYTHON names',
    process.env.DEGAS_PYTHON !== undefined,
    'grpc',
    process.env.DEGAS_PYTHON ?? '',
    'grpc_client.py',
  ],
];

describe.each(clients)('the example that needs %s', (_, installed, kind, command, ...args) => {
  (installed ? test : test.skip)('prints a verdict a line', async () => {
    const { stdout } = await promisify(execFile)(command, [...args, addresses[kind], ...NAMES], {
      cwd: EXAMPLES,
    });
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual(LINES);
  });

  (installed ? test : test.skip)('fails where no service listens', async () => {
    const run = promisify(execFile)(command, [...args, 'http://127.0.0.1:9', ...NAMES], {
      cwd: EXAMPLES,
    });
    await expect(run).rejects.toThrow();
  });
});
