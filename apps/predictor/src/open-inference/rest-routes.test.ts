import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { BearerAuth } from '../auth/bearer-auth.ts';
import { buildRestServer } from '../rest/build-server.ts';
import { openInferenceCases } from '../testing/contract-cases/open-inference.ts';
import { fakeRegistry } from '../testing/fake-registry.ts';
import { openInferencePaths, openInferenceSchemas } from './open-api.ts';

let app: FastifyInstance;

beforeAll(async () => {
  app = await buildRestServer({ registry: await fakeRegistry() });
});
afterAll(() => app.close());

describe('the Open Inference Protocol by REST', () => {
  test.each(openInferenceCases)('$title', async ({ request, status, reply }) => {
    const [method, url, body, headers] = request;
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const answer = await app.inject({
      method: method as 'GET',
      url,
      ...(payload !== undefined && { payload }),
      ...(headers && { headers }),
    });
    expect(answer.json()).toEqual(reply);
    expect(answer.statusCode).toBe(status);
  });

  test('every recorded pair that is answered is as the OpenAPI document says', () => {
    const answered = openInferenceCases.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThan(10);
    for (const { title, request, reply } of answered) {
      const [, url, body] = request;
      const place = url
        .replace(/^(\/v2\/models\/)[^/]+/, '$1{model}')
        .replace(/(\/versions\/)[^/]+/, '$1{version}');
      const operation = openInferencePaths[place];
      expect({ title, place, isDescribed: operation !== undefined }).toEqual({
        title,
        place,
        isDescribed: true,
      });
      if (operation === undefined) continue;
      const [, , replySchema, requestSchema] = operation;
      const values = [[replySchema, reply] as const, [requestSchema, body] as const];
      for (const [schema, value] of values) {
        if (schema === undefined || typeof value === 'string') continue;
        const parsed = openInferenceSchemas[schema].safeParse(value);
        expect({ title, ...parsed }).toMatchObject({ title, success: true });
      }
    }
  });

  test('takes and answers tensors as bytes behind the JSON', async () => {
    const raw = Buffer.concat(['8chars.x', 'x.y'].map(lengthAndBytes));
    const header = Buffer.from(
      JSON.stringify({
        inputs: [
          {
            name: 'domain',
            datatype: 'BYTES',
            shape: [2],
            parameters: { binary_data_size: raw.length },
          },
        ],
        outputs: [
          { name: 'label', parameters: { binary_data: true } },
          { name: 'score', parameters: { binary_data: true } },
        ],
      }),
    );
    const answer = await app.inject({
      method: 'POST',
      url: '/v2/models/degas/infer',
      payload: Buffer.concat([header, raw]),
      headers: { 'inference-header-content-length': String(header.length) },
    });
    const length = Number(answer.headers['inference-header-content-length']);
    const { outputs } = JSON.parse(answer.rawPayload.toString('utf8', 0, length)) as {
      outputs: { name: string; parameters: { binary_data_size: number } }[];
    };
    expect(outputs.map(({ name }) => name)).toEqual(['score', 'label']);
    const [score, label] = outputs.map(({ parameters }) => parameters.binary_data_size);
    const bytes = answer.rawPayload.subarray(length);
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([0.125, 0.046875]);
    expect(bytes.subarray(score)).toEqual(Buffer.concat(['benign', 'benign'].map(lengthAndBytes)));
    expect(bytes).toHaveLength((score ?? 0) + (label ?? 0));
  });

  test.each([
    ['cut short', Buffer.from([9, 0, 0, 0, 65])],
    ['of too few texts', lengthAndBytes('a')],
    ['of too many texts', Buffer.concat(['a', 'b', 'c'].map(lengthAndBytes))],
  ])('refuses bytes that are %s', async (_, raw) => {
    const parameters = { binary_data_size: raw.length };
    const header = Buffer.from(
      JSON.stringify({ inputs: [{ name: 'domain', datatype: 'BYTES', shape: [2], parameters }] }),
    );
    const answer = await app.inject({
      method: 'POST',
      url: '/v2/models/degas/infer',
      payload: Buffer.concat([header, raw]),
      headers: { 'inference-header-content-length': String(header.length) },
    });
    expect(answer.statusCode).toBe(400);
  });

  test('needs a token where there are tokens, but for health', async () => {
    const guarded = await buildRestServer({
      registry: await fakeRegistry(),
      guard: new BearerAuth(['secret']),
    });
    expect((await guarded.inject('/v2/models/degas')).statusCode).toBe(401);
    expect((await guarded.inject('/v2/models/degas/ready')).statusCode).toBe(200);
    const infer = await guarded.inject({ method: 'POST', url: '/v2/models/degas/infer' });
    expect(infer.statusCode).toBe(401);
    await guarded.close();
  });

  test('is not ready while the service is not', async () => {
    const starting = await buildRestServer({
      registry: await fakeRegistry(),
      isReady: () => false,
    });
    expect((await starting.inject('/v2/health/ready')).statusCode).toBe(503);
    expect((await starting.inject('/v2/health/live')).statusCode).toBe(200);
    await starting.close();
  });
});

function lengthAndBytes(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
}
