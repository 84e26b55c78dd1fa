import type { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { buildGrpcServer } from '../grpc/grpc-server.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { fakeRegistry } from '../testing/fake-registry.ts';
import { fuzzCalls, RawClient } from '../testing/fuzz-calls.ts';
import { fuzzRequests } from '../testing/fuzz-requests.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';

/** `nx run predictor:fuzz` sends 100,000 to a service of its own. */
const REQUESTS = 1000;

let registry: ModelRegistry;

beforeAll(async () => {
  registry = await fakeRegistry();
});

jest.setTimeout(90_000);

describe('hostile input is the sender’s fault', () => {
  let app: FastifyInstance;
  let server: Server;

  beforeAll(async () => {
    app = await buildRestServer({ registry });
    ({ server } = buildGrpcServer({ registry }));
  });
  afterAll(async () => {
    await app.close();
    server.forceShutdown();
  });

  test('by REST', async () => {
    const next = fuzzRequests(1);
    const counts = new Map<number, number>();
    for (let i = 0; i < REQUESTS; i++) {
      const { method, url, headers, body } = next();
      const inject = { method: method as 'GET', url, headers, payload: body };
      const { statusCode } = await app.inject(inject);
      if (statusCode >= 500) throw new Error(`${statusCode}: ${JSON.stringify(inject)}`);
      counts.set(statusCode, (counts.get(statusCode) ?? 0) + 1);
    }
    // Some are answered, most are not: the fuzzer is neither toothless nor blunt.
    expect(counts.get(200)).toBeGreaterThan(REQUESTS / 50);
    expect(counts.get(400)).toBeGreaterThan(REQUESTS / 10);
  });

  test('by gRPC', async () => {
    const next = fuzzCalls(1);
    const client = new RawClient(await listenGrpc(server));
    const counts = new Map<string, number>();
    for (let i = 0; i < REQUESTS; i++) {
      const call = next();
      const status = await client.call(call);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    client.close();
    expect([counts.get('UNKNOWN'), counts.get('INTERNAL')]).toEqual([undefined, undefined]);
    expect([...counts.keys()]).toEqual(
      expect.arrayContaining(['OK', 'INVALID_ARGUMENT', 'NOT_FOUND']),
    );
  });
});
