import { loadClassifier, type Classifier } from '@degas/inference';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';

import { ModelRegistry } from '../models/model-registry.ts';
import { ModelVersion } from '../models/model-version.ts';
import { buildRestServer } from './build-server.ts';

const qakbot = [
  'axjshqkbwfmvzgrsc.org',
  'ccgfplpvqmiseiemkun.biz',
  'czcyrybxaqlfcbxjld.org',
  'qhvwkmznfjydtr.com',
  'xjpakmdcfuqe.in',
];
const everyday = ['www.google.com', 'en.wikipedia.org', 'github.com', 'www.bbc.co.uk'];

let app: FastifyInstance;
let classifier: Classifier;

beforeAll(async () => {
  classifier = await loadClassifier();
  const version = new ModelVersion('degas', 3);
  await version.load(async () => loadClassifier());
  const registry = new ModelRegistry();
  registry.add(version);
  app = await buildRestServer({ registry });
});
afterAll(() => app.close());

interface Reply {
  verdicts: {
    client: string;
    score: number;
    level: string | null;
    names: { name: string; weight: number }[];
  }[];
}

const judge = async (instances: object[]): Promise<Reply['verdicts']> => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/models/degas:judgeGroup',
    payload: { instances },
  });
  return answer.json<Reply>().verdicts;
};

test('the model that ships says the same of a client as the library', async () => {
  const names = [...qakbot, ...everyday];
  const failed = names.map((name) => qakbot.includes(name));
  const [infected, clean] = await judge([
    { client: 'infected', names, failed },
    { client: 'clean', names: everyday, failed: [] },
  ]);
  const expected = classifier.judgeGroup(names, { failed });
  expect(infected?.score).toBeCloseTo(expected.score, 6);
  expect(infected).toMatchObject({
    client: 'infected',
    level: expected.level,
    family: expected.family,
    distinct_names: 9,
    failed_names: 5,
    reasons: expected.reasons,
  });
  expect(infected?.names.map(({ name }) => name)).toEqual(expected.names.map(({ name }) => name));
  expect(infected?.level).not.toBeNull();
  expect(clean).toMatchObject({ client: 'clean', level: null, reasons: [] });
});

test('more names than a group may have are refused', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/models/degas:judgeGroup',
    payload: { instances: [{ client: 'x', names: new Array<string>(100_001).fill('a.com') }] },
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toEqual({
    error:
      "The group of client 'x' has 100001 names. Expected at most 100000; send fewer, such as those of a shorter time, or the failing ones",
  });
});

test('a group of a hundred thousand names holds nobody up', async () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `${i.toString(36)}-name.com`);
  const asked = judge([{ names }]);
  const turns: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    turns.push(performance.now() - last);
    last = performance.now();
  }, 1);
  const [verdict] = await asked;
  clearInterval(timer);
  expect(verdict).toMatchObject({ distinct_names: 100_000, failed_names: null });
  // The event loop had its turn between batches, whatever the machine's speed.
  expect(turns.length).toBeGreaterThan(50);
});
