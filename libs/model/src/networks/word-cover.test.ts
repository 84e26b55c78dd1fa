import { registrableEncoding } from '@degas/features';
import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { WordCover } from './word-cover.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const { length } = registrableEncoding;

/** Shares of each name's label that lie in words of at least four and of five letters. */
function sharesOf(words: readonly string[], ...names: string[]): number[][] {
  const layer = new WordCover({ minimum: 4, maximum: 5, buckets: 1024 });
  const input = tf.input({ shape: [length], dtype: 'int32' });
  expect((layer.apply(input) as tf.SymbolicTensor).shape).toEqual([null, 2]);
  layer.learn(words, registrableEncoding);
  const codes = new Int32Array(names.length * length);
  names.forEach((name, i) => {
    registrableEncoding.encodeInto(name, codes, i * length);
  });
  return tf.tidy(() =>
    (layer.apply(tf.tensor2d(codes, [names.length, length], 'int32')) as tf.Tensor2D).arraySync(),
  );
}

test('gives the shares of the label, its beginning counted, that are words', () => {
  const [bakery = [], none = [], suffix = []] = sharesOf(
    ['bread', 'shop', 'at'],
    'breadshops.com',
    'qxzkvw.com',
    'qxzkvw.shop',
  );
  expect(bakery.map((share) => Math.round(share * 11))).toEqual([9, 5]);
  expect(none).toEqual([0, 0]);
  expect(suffix).toEqual([0, 0]);
});

test('the first of two words stays where both would have one slot', () => {
  const word = (i: number): string =>
    `${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))}zz`;
  const many = Array.from({ length: 600 }, (_, i) => `${word(i)}q`);
  const shares = sharesOf(many, ...many.map((each) => `${each}.com`));
  const isKnown = shares.map(([share = 0]) => share > 0.8);
  expect(isKnown[0]).toBe(true);
  expect(isKnown.indexOf(false)).toBeGreaterThan(5);
});
