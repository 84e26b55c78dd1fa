import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeSplit, readDataset } from '@degas/dataset';
import { generate } from '@degas/generators';
import { readManifest, type Manifest } from '@degas/model';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { labelledNames } from '../testing/labelled-names.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-train-data-'));
const raw = join(folder, 'raw');
const processed = join(folder, 'processed');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, errors: terminal.errors() };
}

/** Trains the smallest network for an epoch, and returns its manifest. */
async function trained(name: string, ...args: string[]): Promise<Manifest> {
  const out = join(folder, name, '1');
  const { exitCode, errors } = await run(
    ...['train', processed, '--network', 'baseline', '--epochs', '1', '--out', out, ...args],
  );
  expect([exitCode, exitCode === 0 ? '' : errors]).toEqual([0, '']);
  return readManifest(out);
}

beforeAll(async () => {
  mkdirSync(raw);
  const [header = '', ...lines] = labelledNames(800).trim().split('\n');
  const part = (remainder: number) => lines.filter((_, i) => (i >> 1) % 2 === remainder);
  writeFileSync(join(raw, 'words-a.csv'), [header, ...part(0), ''].join('\n'));
  writeFileSync(join(raw, 'words-b.csv'), [header, ...part(1), ''].join('\n'));
  const day = new Date('2026-01-02');
  const tinba = [...generate('tinba', { count: 150 })].map((name) => `${name},tinba`);
  const chinad = [...generate('chinad', { date: day, count: 150 })].map((name) => `${name},chinad`);
  writeFileSync(join(raw, 'dga-two.csv'), [...tinba, ...chinad, ''].join('\n'));
  expect((await run('process', raw, processed)).exitCode).toBe(0);
});

describe('train on a processed folder', () => {
  test('trains the same weights with and without dataset.bin', async () => {
    const withForm = await trained('with-form');
    rmSync(join(processed, 'dataset.bin'));
    const without = await trained('without-form');
    expect((await run('process', raw, processed)).exitCode).toBe(0);
    expect(withForm.files['weights.bin']).toBe(without.files['weights.bin']);
    expect(withForm.dataset).toEqual(without.dataset);
    expect(withForm.dataset.training.total + withForm.dataset.validation.total).toBe(1100);
  }, 60_000);
});

describe('the manifest records the split,', () => {
  /** Rows on each side of the split that a manifest records. */
  async function again({ dataset }: Manifest) {
    const { sideOf } = makeSplit(dataset.split ?? { name: '', settings: {} });
    const sides = { training: 0, test: 0, neither: 0 };
    for await (const row of readDataset({ source: processed })) sides[sideOf(row)]++;
    return sides;
  }

  const byTrain = { seed: 3, by: 'train' };
  test.each<[string, string[], object]>([
    ['random', [], { fraction: 0.8, ...byTrain }],
    ['k-fold', ['--kfold-splits', '2'], { fold: expect.any(Number), folds: 2, ...byTrain }],
    ['k-fold', ['--split', 'k-fold=2/4'], { fold: 1, folds: 4, seed: 3 }],
    ['source', ['--split', 'source=words-b,other'], { testSources: ['words-b', 'other'] }],
    [
      'unseen-families',
      ['--split', 'unseen-families=tinba'],
      { families: ['tinba'], fraction: 0.8, seed: 3 },
    ],
  ])(
    '%s, so that it can be made again',
    async (name, args, settings) => {
      const manifest = await trained(`split-${args.join('-')}`, '--seed', '3', ...args);
      const { split, training, validation } = manifest.dataset;
      expect(split).toEqual({ name, settings });
      const sides = { training: training.total, test: validation.total, neither: 0 };
      expect(await again(manifest)).toEqual(sides);
      expect(manifest.command).toContain(args.join(' '));
    },
    60_000,
  );

  test.each([
    ['--split', 'fair'],
    ['--split', 'date=yesterday'],
    ['--split', 'source'],
    ['--split', 'k-fold=6/5'],
    ['--split', 'random=0.5'],
    ['--split', 'unseen-families', '--kfold-splits', '2'],
    ['--split', 'unseen-families', '--recipe', 'flagship'],
  ])('and %s %s %s %s is wrong usage: 2', async (...args) => {
    expect((await run('train', processed, ...args)).exitCode).toBe(2);
  });

  test('rows without days are refused before anything is trained', async () => {
    const out = join(folder, 'one-class/1');
    const { exitCode, errors } = await run(
      ...['train', processed, '--split', 'date=2026-01-01', '--out', out],
    );
    expect([exitCode, errors]).toEqual([
      2,
      expect.stringMatching(/TRAINER_OPTION_INVALID: .*--dates/s),
    ]);
  });
});
