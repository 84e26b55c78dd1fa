import { degasEncoding, encode, lexicalEncoding } from '@degas/features';
import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from './backends/use-backend.ts';
import { buildNetwork } from './networks/registry.ts';
import { scoreNames } from './score-names.ts';

beforeAll(() => useBackend('cpu'));

test('scores registrable names, skips the rest, and keeps no tensor', () => {
  const model = buildNetwork('baseline');
  const before = tf.memory().numTensors;
  const [first, skipped, second] = scoreNames({ model, encoding: degasEncoding }, [
    'www.google.com',
    '192.168.0.1',
    'example.org',
  ]);
  expect(skipped).toBeNaN();
  const expected = tf.tidy(() => {
    const rows = ['google.com', 'example.org'].map((name) => [...encode(name)]);
    return [...(model.predict(tf.tensor2d(rows, [2, 75], 'int32')) as tf.Tensor).dataSync()];
  });
  expect([first, second]).toEqual(expected);
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

test('goes on after a batch, and reads the network’s own encoding', () => {
  const model = buildNetwork('mlp');
  const names = Array.from({ length: 1030 }, (_, index) => `name${index}.com`);
  const scores = scoreNames({ model, encoding: lexicalEncoding }, names);
  expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
  expect(scores[1029]).toBeCloseTo(
    scoreNames({ model, encoding: lexicalEncoding }, ['name1029.com'])[0] ?? NaN,
    6,
  );
  model.dispose();
});
