import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LabelledDomain } from '@degas/features';
import { saveModel, train, useBackend } from '@degas/model';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { labelledNames } from '../testing/labelled-names.ts';

// Drawing a report and waking TensorFlow.js take their time on a busy machine.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'degas-evaluate-'));
const data = join(folder, 'names.csv');

async function run(...args: string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(['evaluate', data, ...args], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const readJson = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

beforeAll(async () => {
  const csv = labelledNames(1200);
  writeFileSync(data, csv);
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line): LabelledDomain => {
      const [domain = '', label, family] = line.split(',');
      return {
        domain,
        label: label === '1' ? 1 : 0,
        family: family === '' ? null : (family ?? null),
        source: 'sample',
      };
    });
  await useBackend('wasm');
  for (const [version, network] of ['baseline', 'mlp'].entries()) {
    const trained = await train(rows, { network, epochs: 3, batchSize: 32 });
    await saveModel(
      trained,
      join(folder, 'degas', String(version + 1)),
      {
        threshold: 0.5,
        operatingPoints: [],
        metrics: {},
        created: new Date('2026-11-24'),
        command: 'degas train',
        gitCommit: null,
      },
      { files: { 'history.json': JSON.stringify(trained.history) } },
    );
    trained.model.dispose();
  }
}, 120_000);

describe('evaluate', () => {
  const [first, second] = [join(folder, 'degas/1'), join(folder, 'degas/2')];

  test('evaluates a model with intervals, under attack, and against another on the same names', async () => {
    const out = join(folder, 'report');
    const options = ['--model', first, '--compare', second, '--out', out];
    const { exitCode, output, errors } = await run(...options);
    expect(errors).not.toMatch(/[A-Z]+_[A-Z_]+: /);
    expect(exitCode).toBe(0);
    for (const part of [
      '95 % interval',
      'ECE',
      'CharBot',
      'a word as a label in front',
      'McNemar',
    ]) {
      expect(output).toContain(part);
    }
    const figures = readJson(join(out, 'report.json'));
    expect(figures).toMatchObject({
      model: first,
      names: { total: 1200, benign: 600, dga: 600 },
      comparison: { models: [first, second], names: 1200 },
    });
    expect(figures.robustness).toHaveLength(10);
    expect((figures.rocAucInterval as { low: number }).low).toBeGreaterThan(0.8);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    for (const heading of ['ROC curve', 'Training', 'Robustness', 'Against another model', 'Model'])
      expect(page).toContain(heading);
  }, 120_000);

  test('refuses a rate that too few benign names stand behind, and says why', async () => {
    const { output } = await run('--model', first, '--no-robustness');
    expect(output).toContain('high: a false-positive rate of 1e-4 takes 100000 benign names');
    expect(output).not.toContain('CharBot');
  });

  test('a model without a compiled form is scored by its layers', async () => {
    expect(existsSync(join(second, 'degas.bin'))).toBe(false);
    const { exitCode, output } = await run('--model', second, '--no-robustness');
    expect(exitCode).toBe(0);
    expect(output).toContain('ROC AUC');
  });

  test('a path that ends in .json gets the figures alone', async () => {
    const file = join(folder, 'figures.json');
    expect((await run('--model', first, '--no-robustness', '--out', file)).exitCode).toBe(0);
    expect(readJson(file)).toMatchObject({ formatVersion: 1, robustness: [] });
  });

  test('a report that can’t be written is a coded error: 1', async () => {
    const options = ['--model', first, '--no-robustness', '--out', join(data, 'below-a-file')];
    const { exitCode, errors } = await run(...options);
    expect(exitCode).toBe(1);
    expect(errors).toContain('TRAINER_CANNOT_WRITE');
  });
});
