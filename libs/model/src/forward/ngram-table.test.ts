import { encode, registrableEncoding } from '@degas/features';
import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from '../backends/use-backend.ts';
import { NgramBag } from '../networks/ngram-bag.ts';
import { Adam } from '../training/adam.ts';
import { NgramTable } from './ngram-table.ts';

const settings = { minimum: 2, maximum: 3, buckets: 64, units: 4, dropout: 0 };
const names = ['google.com', 'xjpakmdcfuqe.in', 'a.b', 'google.com'];
const { length } = registrableEncoding;
const codes = Uint8Array.from(names.flatMap((name) => [...encode(name, registrableEncoding)]));
const batch = { codes, count: names.length, length };

function bagLayer(options: Partial<typeof settings> = {}): NgramBag {
  const layer = new NgramBag({ ...settings, ...options });
  layer.apply(tf.input({ shape: [length], dtype: 'int32' }));
  layer.setWeights([tf.randomNormal([settings.buckets, settings.units], 0, 1, 'float32', 5)]);
  return layer;
}

beforeAll(() => useBackend('cpu'));

test('sums what the layer sums', () => {
  const layer = bagLayer();
  const byLayer = layer.apply(tf.tensor2d(codes, [names.length, length], 'int32')) as tf.Tensor;
  const byTable = new NgramTable(layer).bags(batch);
  expect(byTable.dataSync()).toEqual(byLayer.dataSync());
});

test('moves the rows that a batch touched as Adam does, and no other', () => {
  const layer = bagLayer();
  const table = new NgramTable(layer);
  const before = table.values.slice();
  const bags = table.bags(batch);
  const gradient = tf.randomNormal([names.length, settings.units], 0, 1, 'float32', 6);
  table.apply(gradient.dataSync<'float32'>().slice(), 1, 0.01);

  // The same by a matrix that says how often each name holds each row.
  const counts = tf.buffer([names.length, settings.buckets]);
  names.forEach((_, name) => {
    const rows = new Uint32Array(layer.mostWindows(length));
    const found = layer.bucketsOf(codes, name * length, length, rows);
    for (const row of rows.subarray(0, found)) {
      counts.set(counts.get(name, row) + 1, name, row);
    }
  });
  const held = counts.toTensor() as tf.Tensor2D;
  const variable = tf.variable(tf.tensor2d(before, [settings.buckets, settings.units]));
  expect(Array.from(held.matMul(variable).dataSync())).toEqual(
    Array.from(bags.dataSync(), (value): unknown => expect.closeTo(value, 4)),
  );
  new Adam([variable]).apply([held.transpose().matMul(gradient)], 1, 0.01);
  const expected = variable.dataSync();
  const isTouched = held.sum(0).greater(0).dataSync();
  table.values.forEach((value, at) => {
    const row = Math.floor(at / settings.units);
    expect(value).toBeCloseTo(isTouched[row] ? (expected[at] ?? NaN) : (before[at] ?? NaN), 5);
  });
});

test('leaves out a share of the windows in training, the same for the same seed', () => {
  const table = new NgramTable(bagLayer({ dropout: 0.5 }));
  const some = (seed: number): number[] => [...table.bags(batch, seed).dataSync()];
  expect(some(1)).toEqual(some(1));
  expect(some(1)).not.toEqual(some(2));
  const all = table.bags(batch).dataSync();
  const runs = Array.from({ length: 400 }, (_, seed) => some(seed));
  all.forEach((value, at) => {
    const mean = runs.reduce((sum, run) => sum + (run[at] ?? 0), 0) / runs.length;
    expect(Math.abs(mean - value)).toBeLessThan(1);
  });
});

test('ends as values that int8 can say', () => {
  const layer = bagLayer();
  const table = new NgramTable(layer);
  table.writeBack();
  const scale = Math.max(...table.values.map(Math.abs)) / 127;
  for (const value of table.values) {
    expect(Math.abs(value / scale - Math.round(value / scale))).toBeLessThan(1e-4);
  }
  expect(layer.getWeights()[0]?.dataSync()).toEqual(table.values);
});
