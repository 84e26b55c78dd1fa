import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';
import { type LabelledDomain } from '@degas/features';
import { loadClassifier } from '@degas/inference';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from '../backends/use-backend.ts';
import { loadModel } from '../directory/load-model.ts';
import { saveModel } from '../directory/save-model.ts';
import { randomBits } from './random.ts';
import { train } from './train.ts';

/** Two families that anyone can tell apart, and benign names. */
function rows(count: number): LabelledDomain[] {
  const bits = randomBits(3);
  const from = (alphabet: string): string =>
    Array.from({ length: 12 }, () => alphabet[bits() % alphabet.length]).join('');
  return Array.from({ length: count }, (_, i): LabelledDomain[] => [
    { domain: `${from('0123456789abcdef')}.com`, label: 1, family: 'hex', source: 'test' },
    { domain: `${from('bcdfghjklmnpqrst')}.com`, label: 1, family: 'letters', source: 'test' },
    { domain: `garden-shop-${i}.com`, label: 0, family: null, source: 'test' },
    { domain: `the-river-${i}.org`, label: 0, family: null, source: 'test' },
  ]).flat();
}

test('a network with a family head names the families it was trained on, and scores as its layers do', async () => {
  await useBackend('wasm');
  const folder = await mkdtemp(join(tmpdir(), 'degas-family-'));
  try {
    const trained = await train(rows(300), {
      network: 'flagship',
      epochs: 4,
      batchSize: 64,
      familyWeight: 0.5,
      seed: 2,
    });
    expect(trained.families).toEqual(['hex', 'letters']);
    const created = new Date(0);
    const info = { threshold: 0.5, operatingPoints: [], metrics: {}, command: 'test', created };
    await saveModel(trained, join(folder, '1'), { ...info, gitCommit: null });
    const classifier = await loadClassifier(join(folder, '1'));
    const names = ['0f3a99bc01de.com', 'bqtrkdgmnlph.com', 'garden-shop-8.com'];
    const verdicts = classifier.classify(names);
    expect(verdicts.map(({ label, family }) => [label, family])).toEqual([
      ['dga', 'hex'],
      ['dga', 'letters'],
      ['benign', null],
    ]);
    const { encoding, model } = trained;
    const codes = new Int32Array(names.length * encoding.length);
    names.forEach((name, row) => {
      encoding.encodeInto(name, codes, row * encoding.length);
    });
    const input = tf.tensor2d(codes, [names.length, encoding.length], 'int32');
    const expected = (model.predict(input) as tf.Tensor).dataSync();
    const loaded = await loadModel(join(folder, '1'));
    const reloaded = (loaded.model.predict(input) as tf.Tensor).dataSync();
    verdicts.forEach(({ score }, row) => {
      expect(Math.abs((score ?? NaN) - (expected[row] ?? NaN))).toBeLessThan(1e-2);
      expect(Math.abs((reloaded[row] ?? NaN) - (expected[row] ?? NaN))).toBeLessThan(1e-5);
    });
    // A byte for each number of the tables of n-grams.
    expect((await stat(join(folder, '1/weights.bin'))).size).toBeLessThan(5e6);
  } finally {
    await rm(folder, { recursive: true });
  }
});
