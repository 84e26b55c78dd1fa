import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Encoding, LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/features';
import { loadClassifier } from '@degas/inference';
import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from '../backends/use-backend.ts';
import { loadModel } from '../directory/load-model.ts';
import { saveModel } from '../directory/save-model.ts';
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

/** Three families of the same letters: one has another suffix, one longer names. */
function alike(count: number): LabelledDomain[] {
  const bits = randomBits(4);
  const from = (length: number): string =>
    Array.from({ length }, () => 'bcdfghjklmnpqrst'[bits() % 16]).join('');
  const row = (domain: string, family: string | null): LabelledDomain => {
    return { domain, label: family === null ? 0 : 1, family, source: 'test' };
  };
  return Array.from({ length: count }, (_, i) => [
    row(`${from(12)}.com`, 'com'),
    row(`${from(12)}.ru`, 'ru'),
    row(`${from(14)}.com`, 'long'),
    row(`garden-shop-${i}.com`, null),
  ]).flat();
}

function inputOf(names: readonly string[], encoding: Encoding): tf.Tensor2D {
  const codes = new Int32Array(names.length * encoding.length);
  names.forEach((name, row) => {
    encoding.encodeInto(name, codes, row * encoding.length);
  });
  return tf.tensor2d(codes, [names.length, encoding.length], 'int32');
}

test('the head tells families apart by suffix and length, though the network saw none of their suffixes, and a class that it was not trained on', async () => {
  await useBackend('wasm');
  const numbered = (count: number): LabelledDomain[] =>
    Array.from({ length: count }, (_, i) => {
      return { domain: `ads${i + 10_000}.com`, label: 1, family: 'advertising', source: 'test' };
    });
  const ofFamilies = alike(1000);
  const asTheyAre = [...ofFamilies, ...numbered(500)];
  const rows = ofFamilies.map((row) => ({ ...row, domain: row.domain.replace('.ru', '.com') }));
  const progress: number[] = [];
  const { familyModel, families, encoding } = await train(rows, {
    network: 'flagship',
    epochs: 1,
    batchSize: 128,
    familyWeight: 0.5,
    seed: 2,
    familyRows: asTheyAre,
    onFamilyProgress: (names, of) => progress.push(names / of),
  });
  expect(progress.at(-1)).toBe(1);
  expect([families.length, families.at(-1)]).toEqual([4, 'advertising']);
  const others = [
    ...alike(1100)
      .slice(-400)
      .filter(({ label }) => label === 1),
    ...numbered(600).slice(-100),
  ];
  const input = inputOf(
    others.map(({ domain }) => domain),
    encoding,
  );
  const [, logits] = familyModel?.predict(input) as tf.Tensor[];
  const named = Array.from(logits?.argMax(1).dataSync() ?? [], (index) => families[index]);
  const right = others.filter(({ family }, row) => family === named[row]);
  expect(right.length / others.length).toBeGreaterThan(0.9);
}, 300_000);

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
    const input = inputOf(names, encoding);
    const expected = (model.predict(input) as tf.Tensor).dataSync();
    const loaded = await loadModel(join(folder, '1'));
    const reloaded = (loaded.model.predict(input) as tf.Tensor).dataSync();
    verdicts.forEach(({ score }, row) => {
      expect(Math.abs((score ?? NaN) - (expected[row] ?? NaN))).toBeLessThan(1e-2);
      expect(Math.abs((reloaded[row] ?? NaN) - (expected[row] ?? NaN))).toBeLessThan(1e-5);
    });
    // A byte for each number of the tables of n-grams.
    expect((await stat(join(folder, '1/weights.bin'))).size).toBeLessThan(5e6);
    // The compiled head gives what the layers give.
    const [, logits] = trained.familyModel?.predict(input) as tf.Tensor[];
    const likelihoods = logits?.softmax().arraySync() as number[][];
    verdicts.slice(0, 2).forEach(({ familyProbability = NaN }, row) => {
      const greatest = Math.max(...(likelihoods[row] ?? []));
      expect(Math.abs(familyProbability - greatest)).toBeLessThan(1e-2);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
