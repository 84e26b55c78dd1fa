import { loadClassifier } from '@degas/inference';
import { Client, credentials, type Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { buildGrpcServer } from '../grpc/grpc-server.ts';
import { predictionService } from '../grpc/serving-package.ts';
import { ModelRegistry } from '../models/model-registry.ts';
import { ModelVersion } from '../models/model-version.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';

let rest: FastifyInstance;
let grpc: Server;
let client: Client;

beforeAll(async () => {
  const version = new ModelVersion('degas', 3);
  await version.load(async () => loadClassifier());
  const registry = new ModelRegistry();
  registry.add(version);
  rest = await buildRestServer({ registry });
  ({ server: grpc } = buildGrpcServer({ registry }));
  client = new Client(await listenGrpc(grpc), credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  grpc.forceShutdown();
  await rest.close();
});

/** The shapes of the outputs by gRPC's Predict. */
function predict(signature_name: string, inputs: object): Promise<Record<string, number[]>> {
  const { Predict } = predictionService;
  if (Predict === undefined) throw new Error('no Predict');
  return new Promise((resolve, reject) => {
    const message = { model_spec: { name: 'degas', signature_name }, inputs };
    client.makeUnaryRequest(
      Predict.path,
      Predict.requestSerialize,
      Predict.responseDeserialize,
      message,
      (error, reply) => {
        if (error) {
          reject(error);
          return;
        }
        const { outputs } = reply as {
          outputs: Record<string, { tensor_shape: { dim: { size: string }[] } }>;
        };
        resolve(
          Object.fromEntries(
            Object.entries(outputs).map(([name, { tensor_shape }]) => [
              name,
              tensor_shape.dim.map(({ size }) => Number(size)),
            ]),
          ),
        );
      },
    );
  });
}

const tensor = (dtype: string, ...sizes: number[]): object => ({
  dtype,
  tensor_shape: { dim: sizes.map((size) => ({ size })) },
});

test('the model that ships answers a batch without rows by gRPC', async () => {
  expect(await predict('', { input_image: tensor('DT_INT32', 0, 75) })).toEqual({
    'dense_1/Sigmoid:0': [0, 1],
  });
  expect(await predict('', { input_image: tensor('DT_STRING', 0) })).toEqual({
    'dense_1/Sigmoid:0': [0, 1],
  });
  const verdicts = await predict('domains', { domain: tensor('DT_STRING', 0) });
  expect(Object.values(verdicts)).toEqual(Array.from({ length: 8 }, () => [0]));
  const clients = await predict('clients', { domain: tensor('DT_STRING', 0) });
  expect(clients).toMatchObject({ client: [0], score: [0], names: [0, 0] });
});

test.each([
  ['/v1/models/degas:predict', { signature_name: 'domains', inputs: { domain: [] } }],
  [
    '/v1/models/degas:predict',
    { signature_name: 'clients', inputs: { client: [], domain: [], failed: [] } },
  ],
  [
    '/v2/models/degas/infer',
    { inputs: [{ name: 'input_image', datatype: 'INT32', shape: [0, 75], data: [] }] },
  ],
  [
    '/v2/models/degas/infer',
    { inputs: [{ name: 'domain', datatype: 'BYTES', shape: [0], data: [] }] },
  ],
])('and by REST: %s %j', async (url, payload) => {
  const answer = await rest.inject({ method: 'POST', url, payload });
  expect(answer.statusCode).toBe(200);
  const { outputs } = answer.json<{ outputs: object }>();
  const columns = Array.isArray(outputs)
    ? outputs.map(({ data }: { data: unknown }) => data)
    : Object.values(outputs);
  expect(columns.length).toBeGreaterThan(0);
  for (const column of columns) expect(column).toEqual([]);
});
