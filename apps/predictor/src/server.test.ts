import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { contractPairs } from './contract/pairs.ts';
import { ModelRegistry } from './model-registry.ts';
import { ModelVersion } from './model-version.ts';
import { buildServer } from './server.ts';
import { fakeClassifier } from './testing/fake-classifier.ts';

let app: FastifyInstance;

beforeAll(async () => {
  const registry = new ModelRegistry();
  for (const number of [1, 2]) {
    const version = new ModelVersion('degas', number);
    await version.load(() => Promise.resolve(fakeClassifier(number)));
    registry.add(version);
  }
  registry.setLabels('degas', new Map([['stable', 1]]));
  app = await buildServer({ registry, bodyLimit: 100_000 });
});
afterAll(() => app.close());

describe('the contract of TensorFlow Serving', () => {
  test.each(contractPairs)('$title', async ({ request: [method, url, body], status, reply }) => {
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const answer = await app.inject({
      method: method as 'GET',
      url,
      ...(payload !== undefined && { payload }),
    });
    if (typeof reply === 'string') expect(answer.body).toBe(reply);
    else expect(answer.json()).toEqual(reply);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test('holds at least 80 pairs, each with a title of its own', () => {
    expect(new Set(contractPairs.map(({ title }) => title)).size).toBeGreaterThanOrEqual(80);
  });

  test('metadata describes the original signature', async () => {
    const { model_spec, metadata } = (await app.inject('/v1/models/degas/metadata')).json<{
      model_spec: object;
      metadata: { signature_def: { signature_def: Record<string, object> } };
    }>();
    expect(model_spec).toEqual({ name: 'degas', signature_name: '', version: '2' });
    expect(metadata.signature_def.signature_def.serving_default).toEqual({
      inputs: {
        input_image: {
          dtype: 'DT_INT32',
          tensor_shape: {
            dim: [
              { size: '-1', name: '' },
              { size: '75', name: '' },
            ],
            unknown_rank: false,
          },
          name: 'input_image:0',
        },
      },
      outputs: {
        'dense_1/Sigmoid:0': {
          dtype: 'DT_FLOAT',
          tensor_shape: {
            dim: [
              { size: '-1', name: '' },
              { size: '1', name: '' },
            ],
            unknown_rank: false,
          },
          name: 'dense_1/Sigmoid:0',
        },
      },
      method_name: 'tensorflow/serving/predict',
    });
  });
});

describe('bodies', () => {
  const url = '/v1/models/degas:predict';
  const body = JSON.stringify({ instances: ['8chars.x'] });
  const post = (payload: Buffer | string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers });

  test.each(['gzip', 'x-gzip', 'GZIP'])('are unpacked from %s', async (encoding) => {
    const answer = await post(gzipSync(body), { 'content-encoding': encoding });
    expect(answer.json()).toEqual({ predictions: [[0.125]] });
  });

  test.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense'])(
    'are JSON whatever their content type says: %s',
    async (type) => {
      const answer = await post(body, { 'content-type': type });
      expect(answer.json()).toEqual({ predictions: [[0.125]] });
    },
  );

  test('that are cut short are refused', async () => {
    const answer = await post(gzipSync(body).subarray(0, 20), { 'content-encoding': 'gzip' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ error: string }>().error).toMatch(/^Failed to uncompress request body/);
  });

  test('in an unknown encoding are refused', async () => {
    expect((await post(body, { 'content-encoding': 'br' })).statusCode).toBe(400);
  });

  test('over the limit are refused, packed or not', async () => {
    const big = JSON.stringify({ instances: [' '.repeat(200_000)] });
    expect((await post(big)).statusCode).toBe(413);
    expect((await post(gzipSync(big), { 'content-encoding': 'gzip' })).statusCode).toBe(413);
  });

  test('quoted in a message are cut short', async () => {
    const answer = await post(JSON.stringify({ instances: { long: 'x'.repeat(50_000) } }));
    expect(answer.body.length).toBeLessThan(1500);
  });

  test('nested deeper than any tensor are a mistake like others', async () => {
    const deep = `{"instances":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect((await post(deep)).statusCode).toBe(400);
    expect((await post(deep.replace('instances', 'x'))).statusCode).toBe(400);
  });
});
