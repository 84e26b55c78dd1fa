import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { BearerAuth } from '../auth/bearer-auth.ts';
import { ServiceMetrics } from '../metrics/service-metrics.ts';
import { ModelRegistry } from '../models/model-registry.ts';
import { ModelVersion } from '../models/model-version.ts';
import { contractCases } from '../testing/contract-cases/contract-cases.ts';
import { fakeClassifier } from '../testing/fake-classifier.ts';
import { fakeRegistry } from '../testing/fake-registry.ts';
import { buildRestServer } from './build-server.ts';
import { apiSchemas } from './open-api.ts';

let app: FastifyInstance;

beforeAll(async () => {
  app = await buildRestServer({ registry: await fakeRegistry(), bodyLimit: 100_000 });
});
afterAll(() => app.close());

describe('the contract of TensorFlow Serving', () => {
  test.each(contractCases)('$title', async ({ request, status, reply }) => {
    const [method, url, body, headers] = request;
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const answer = await app.inject({
      method: method as 'GET',
      url,
      ...(payload !== undefined && { payload }),
      ...(headers && { headers }),
    });
    if (typeof reply === 'string') expect(answer.body).toBe(reply);
    else expect(answer.json()).toEqual(reply);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test('holds at least 400 pairs, each with a title of its own', () => {
    const titles = new Set(contractCases.map(({ title }) => title));
    expect(titles.size).toBe(contractCases.length);
    expect(titles.size).toBeGreaterThanOrEqual(400);
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
      defaults: {},
    });
  });
});

describe('operations', () => {
  test('every recorded reply is as the OpenAPI document says', async () => {
    const schemas = {
      predict: 'predictReply',
      explain: 'explainReply',
      classify: 'classifyReply',
      regress: 'regressReply',
      judgegroup: 'judgeGroupReply',
    } as const;
    for (const { title, request, status, reply } of contractCases) {
      const value: unknown = typeof reply === 'string' ? JSON.parse(reply) : reply;
      const method = /:(\w+)/.exec(request[1])?.[1]?.toLowerCase() as
        keyof typeof schemas | undefined;
      const schema =
        status === 200
          ? apiSchemas[method ? schemas[method] : 'statusReply']
          : apiSchemas.errorReply;
      expect({ title, ...schema.safeParse(value) }).toMatchObject({ title, success: true });
    }
    const metadata = (await app.inject('/v1/models/degas/metadata')).json<unknown>();
    expect(apiSchemas.metadataReply.safeParse(metadata).success).toBe(true);
  });

  test('every recorded request that is answered is as the OpenAPI document says', () => {
    const posted = contractCases.filter(
      ({ request, status }) =>
        request[0] === 'POST' && status === 200 && typeof request[2] !== 'string',
    );
    for (const { title, request } of posted) {
      const schema = /:predict/i.test(request[1])
        ? apiSchemas.predictRequest
        : request[1].includes(':explain')
          ? apiSchemas.explainRequest
          : /:judgegroup/i.test(request[1])
            ? apiSchemas.judgeGroupRequest
            : apiSchemas.examplesRequest;
      expect({ title, ...schema.safeParse(request[2]) }).toMatchObject({ title, success: true });
    }
  });

  test('the document lists the paths', async () => {
    const { paths } = (await app.inject('/openapi.json')).json<{ paths: object }>();
    expect(Object.keys(paths)).toContain('/v1/models/{model}/versions/{version}:predict');
    expect(Object.keys(paths)).toHaveLength(30);
  });

  test.each(['/healthz', '/readyz'])('%s is well', async (url) => {
    expect((await app.inject(url)).statusCode).toBe(200);
  });

  test('a service that is not ready says so', async () => {
    const draining = await buildRestServer({
      registry: await fakeRegistry(),
      isReady: () => false,
    });
    expect((await draining.inject('/readyz')).statusCode).toBe(503);
    expect((await draining.inject('/healthz')).statusCode).toBe(200);
    await draining.close();
  });

  test('metrics count requests under the names of TensorFlow Serving', async () => {
    const metrics = new ServiceMetrics(() => 7);
    const measured = await buildRestServer({ registry: await fakeRegistry(), metrics });
    const ask = (model: string, payload: object) =>
      measured.inject({ method: 'POST', url: `/v1/models/${model}:predict`, payload });
    await ask('degas', { instances: ['8chars.x'] });
    await ask('degas', {});
    await ask('no-such-model', { instances: ['8chars.x'] });
    const text = (await measured.inject('/monitoring/prometheus/metrics')).body;
    expect(text).toContain(':tensorflow:serving:request_count{model_name="degas",status="OK"} 1');
    expect(text).toContain(
      ':tensorflow:serving:request_count{model_name="degas",status="INVALID_ARGUMENT"} 1',
    );
    expect(text).toContain(':tensorflow:serving:request_count{model_name="",status="NOT_FOUND"} 1');
    expect(text).toMatch(
      /:tensorflow:serving:request_latency_bucket\{le="10",model_name="degas",API="Predict",entrypoint="REST",status="OK"\} \d/,
    );
    for (const name of [
      ':tensorflow:serving:runtime_latency',
      ':tensorflow:serving:request_example_count_total',
      ':tensorflow:serving:request_example_counts',
      ':tensorflow:serving:batching:processed_batch_size',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
    expect(text).toContain('degas_queue_rows 7');
    await measured.close();
  });
});

describe('access', () => {
  const ask = {
    method: 'POST',
    url: '/v1/models/degas:predict',
    payload: { instances: ['8chars.x'] },
  } as const;

  test('needs a token where there are tokens, but for health', async () => {
    const guarded = await buildRestServer({
      registry: await fakeRegistry(),
      guard: new BearerAuth(['secret']),
    });
    expect((await guarded.inject(ask)).statusCode).toBe(401);
    expect(
      (await guarded.inject({ ...ask, headers: { authorization: 'Bearer secret' } })).statusCode,
    ).toBe(200);
    expect((await guarded.inject('/healthz')).statusCode).toBe(200);
    await guarded.close();
  });

  test('is limited per client where a limit is set', async () => {
    const limited = await buildRestServer({ registry: await fakeRegistry(), requestsPerMinute: 2 });
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push((await limited.inject(ask)).statusCode);
    expect(codes).toEqual([200, 200, 429]);
    expect((await limited.inject({ ...ask, remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
    await limited.close();
  });

  test('from other origins is not allowed, and the headers say so', async () => {
    const { headers } = await app.inject({ ...ask, headers: { origin: 'https://example.org' } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('from other origins is allowed by a flag', async () => {
    const open = await buildRestServer({ registry: await fakeRegistry(), cors: true });
    const preflight = await open.inject({ method: 'OPTIONS', url: ask.url });
    const refused = { ...ask, headers: { 'content-encoding': 'gzip' } };
    const answers = [preflight, await open.inject(ask), await open.inject(refused)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 400]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST, GET',
        'access-control-allow-headers': 'Content-Type',
      });
    }
    await open.close();
  });

  test('to metrics is by their path, or by none', async () => {
    const metrics = new ServiceMetrics(() => 0);
    const registry = await fakeRegistry();
    const elsewhere = await buildRestServer({ registry, metrics, metricsPath: '/metrics' });
    expect((await elsewhere.inject('/metrics')).statusCode).toBe(200);
    expect((await elsewhere.inject('/monitoring/prometheus/metrics')).statusCode).toBe(404);
    await elsewhere.close();
    const without = await buildRestServer({ registry, metrics, metricsPath: null });
    expect((await without.inject('/monitoring/prometheus/metrics')).statusCode).toBe(404);
    await without.close();
  });

  test('an internal failure does not expose its cause', async () => {
    const registry = new ModelRegistry();
    const version = new ModelVersion('degas', 1);
    await version.load(() =>
      Promise.resolve({
        ...fakeClassifier(),
        score: () => {
          throw new Error('secret path /etc/x');
        },
      }),
    );
    registry.add(version);
    const failing = await buildRestServer({ registry });
    const answer = await failing.inject(ask);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({ error: 'Internal error' });
    await failing.close();
  });

  test('a request that takes too long is given up', async () => {
    const registry = await fakeRegistry();
    const version = registry.find({ name: 'degas', version: 2n, label: null });
    version.use = () => new Promise(() => undefined);
    const impatient = await buildRestServer({ registry, timeoutMs: 5 });
    const answer = await impatient.inject(ask);
    expect(answer.statusCode).toBe(504);
    await impatient.close();
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

  test('without a charset in their type, and in the layout of joined messages for metadata', async () => {
    expect((await post(body)).headers['content-type']).toBe('application/json');
    const metadata = await app.inject('/v1/models/degas/metadata');
    expect(metadata.headers['content-type']).toBe('application/json');
    expect(metadata.body.split('\n').slice(0, 9)).toEqual([
      '{',
      '"model_spec":{',
      ' "name": "degas",',
      ' "signature_name": "",',
      ' "version": "2"',
      '}',
      ',',
      '"metadata": {"signature_def": {',
      ' "signature_def": {',
    ]);
    expect(metadata.body.endsWith('\n }\n}\n}\n}\n')).toBe(true);
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
