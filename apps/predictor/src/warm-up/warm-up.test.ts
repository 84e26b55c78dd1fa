import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { Scorer } from '../prediction/scorer.ts';
import { fakeClassifier } from '../testing/fake-classifier.ts';
import { writeWarmUpFile } from '../testing/warm-up-file.ts';
import { warmUp } from './warm-up.ts';

let folder: string;
let scored: number;
let scorer: Scorer;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'degas-warm-up-'));
  scored = 0;
  scorer = new Scorer(fakeClassifier(), { onScores: ({ length }) => (scored += length) });
});
afterEach(() => rm(folder, { recursive: true }));

const WRITTEN_BY_TENSORFLOW =
  'NAAAAAAAAABeMxdcMjIKMAoQCgVkZWdhcxoHZG9tYWlucxIcCgZkb21haW4SEggHEgQSAggBQgg4Y2hhcnMueA9oCfk=';

const model_spec = { name: 'degas' };
const predict = {
  predict_log: {
    request: {
      model_spec,
      inputs: {
        input_image: {
          dtype: 'DT_INT32',
          tensor_shape: { dim: [{ size: 3 }, { size: 75 }] },
        },
      },
    },
  },
};
const example = {
  features: {
    feature: { domain: { bytes_list: { value: [Buffer.from('8chars.x')] } } },
  },
};
const input = { example_list: { examples: [example] } };
const classify = { classify_log: { request: { model_spec, input } } };
const regress = { regress_log: { request: { model_spec, input } } };
const several = {
  multi_inference_log: {
    request: { tasks: [{ model_spec, method_name: 'tensorflow/serving/classify' }], input },
  },
};

describe('the warm-up requests of a version', () => {
  test('are replayed, of every kind', async () => {
    await writeWarmUpFile(folder, [predict, classify, regress, several]);
    await warmUp(folder, scorer, 1);
    expect(scored).toBe(6);
  });

  test('are replayed as often as asked, and not at all for 0', async () => {
    await writeWarmUpFile(folder, [predict]);
    await warmUp(folder, scorer, 5);
    expect(scored).toBe(15);
    await warmUp(folder, scorer, 0);
    expect(scored).toBe(15);
  });

  test('may be absent', async () => {
    await warmUp(folder, scorer, 1);
    expect(scored).toBe(0);
  });

  test.each<[string, object[], RegExp]>([
    ['a request that fails', [{ predict_log: { request: { model_spec } } }], /input size/],
    ['a record of another kind', [{}], /Unsupported log_type/],
    ['more than a thousand records', new Array<object>(1001).fill(predict), /exceeds the maximum/],
  ])('are an error for %s', async (_, logs, reason) => {
    await writeWarmUpFile(folder, logs);
    await expect(warmUp(folder, scorer, 1)).rejects.toThrow(reason);
  });

  test('are an error where the file is cut short', async () => {
    const file = path.join(folder, 'assets.extra', 'tf_serving_warmup_requests');
    await writeWarmUpFile(folder, [predict, predict]);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -1));
    await expect(warmUp(folder, scorer, 1)).rejects.toThrow(
      `truncated record at ${bytes.length / 2}`,
    );
    await writeFile(file, bytes.subarray(0, 5));
    await expect(warmUp(folder, scorer, 1)).rejects.toThrow('truncated record at 0');
  });

  test('are an error where a byte of the file has changed', async () => {
    await writeWarmUpFile(folder, [predict, classify]);
    const file = path.join(folder, 'assets.extra', 'tf_serving_warmup_requests');
    const bytes = await readFile(file);
    for (const at of [0, 7, 9, 20, bytes.length - 20, bytes.length - 1]) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 1;
      await writeFile(file, broken);
      await expect(warmUp(folder, scorer, 1)).rejects.toThrow(/corrupted record at \d+/);
    }
  });

  test('are read from a file that TensorFlow wrote', async () => {
    await mkdir(path.join(folder, 'assets.extra'));
    // tf.io.TFRecordWriter, with the message of one Predict request: model_spec { name: 'degas' }, domain ['8chars.x'].
    await writeFile(
      path.join(folder, 'assets.extra', 'tf_serving_warmup_requests'),
      Buffer.from(WRITTEN_BY_TENSORFLOW, 'base64'),
    );
    await warmUp(folder, scorer, 1);
    expect(scored).toBe(1);
  });
});
