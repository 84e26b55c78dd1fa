import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { buildGrpcServer } from '../grpc/grpc-server.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { fakeRegistry } from '../testing/fake-registry.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';

const python = process.env.DEGAS_PYTHON ?? 'python3';
const isInstalled =
  spawnSync(python, ['-c', 'import tritonclient.http, tritonclient.grpc']).status === 0;

const expected = {
  live: true,
  ready: true,
  model: true,
  version: false,
  inputs: ['input_image', 'domain'],
  codes: [[0.5], [0.25]],
  names: [[0.125], [0]],
  labels: ['benign', 'skipped'],
  scores: [0.125, 0],
  refusal: 'Servable not found for request: Latest(other)',
};

(isInstalled ? describe : describe.skip)(
  "Triton's client (needs DEGAS_PYTHON, a Python with tritonclient[all])",
  () => {
    let rest: FastifyInstance;
    let grpc: Server;
    let answers: Record<string, unknown>;

    beforeAll(async () => {
      const registry = await fakeRegistry();
      rest = await buildRestServer({ registry });
      ({ server: grpc } = buildGrpcServer({ registry }));
      const address = await rest.listen({ host: '127.0.0.1', port: 0 });
      const script = path.join(import.meta.dirname, '../testing/triton_client.py');
      const { stdout } = await promisify(execFile)(python, [
        script,
        address.replace('http://', ''),
        await listenGrpc(grpc),
      ]);
      answers = JSON.parse(stdout) as Record<string, unknown>;
    }, 60_000);
    afterAll(async () => {
      grpc.forceShutdown();
      await rest.close();
    });

    test.each(['http', 'grpc'])('is answered by %s', (transport) => {
      expect(answers[transport]).toEqual(expected);
    });

    test('is answered in JSON', () => {
      expect(answers.json).toEqual([[0.5], [0.25]]);
    });
  },
);
