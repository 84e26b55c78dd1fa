import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadClassifier } from '@degas/inference';

import { runTrainer } from './cli.ts';
import { captureTerminal } from './testing/capture-terminal.ts';
import { labelledNames } from './testing/labelled-names.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-train-'));
const data = join(folder, 'names.csv');
const model = join(folder, 'degas/1');

async function run(...args: string[]) {
  const terminal = captureTerminal();
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('train, end to end', () => {
  let trained: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    writeFileSync(data, labelledNames(1600));
    trained = await run('train', data, '--epochs', '2', '--batch-size', '64', '--out', model);
  }, 180_000);

  test('ends with metrics and judged names', () => {
    expect(trained.errors).not.toContain('_');
    expect(trained.exitCode).toBe(0);
    expect(trained.output).toContain('ROC AUC');
    expect(trained.output).toContain('google.com');
  });

  test('writes every file of the model directory', () => {
    expect(readdirSync(model).sort()).toEqual(
      expect.arrayContaining([
        'degas.bin',
        'manifest.json',
        'model.json',
        'report.json',
        'saved_model.pb',
        'weights.bin',
      ]),
    );
  });

  test('the written model ranks a DGA name above a known one', async () => {
    const classifier = await loadClassifier(model);
    const [known = 1, dga = 0] = classifier.score(['gardenmusic.com', 'tqkxwvhzpjqd.com']);
    expect(dga).toBeGreaterThan(known);
  });

  test('its manifest names the command that trains it again', () => {
    const manifest = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8')) as {
      command: string;
    };
    expect(manifest.command).toContain(`degas train ${data}`);
    expect(manifest.command).toContain('--epochs 2');
  });

  test('evaluate judges it on labelled names and writes the report', async () => {
    const report = join(folder, 'report.json');
    const { exitCode, output } = await run('evaluate', data, '--model', model, '--out', report);
    expect(exitCode).toBe(0);
    expect(output).toContain('ROC AUC');
    const { rocAuc } = JSON.parse(readFileSync(report, 'utf8')) as { rocAuc: number };
    expect(rocAuc).toBeGreaterThan(0.9);
  });

  test('a second run refuses to replace it', async () => {
    const before = readFileSync(join(model, 'manifest.json'), 'utf8');
    const { exitCode, errors } = await run(
      'train',
      data,
      '--epochs',
      '1',
      '--limit',
      '200',
      '--out',
      model,
    );
    expect(exitCode).toBe(1);
    expect(errors).toContain('MODEL_');
    expect(readFileSync(join(model, 'manifest.json'), 'utf8')).toBe(before);
  }, 60_000);

  test('models lists it, and makes a version the default', async () => {
    cpSync(model, join(folder, 'degas/2'), { recursive: true });
    const { output } = await run('models', join(folder, 'degas'), '--default', '1');
    const [, first, second] = output.split('\n');
    expect(first).toMatch(/^1\tyes\tnyu\t254337\t/);
    expect(second).toMatch(/^2\t\tnyu/);
  });
});

describe('train with data that can’t be', () => {
  const cases: [string, string, string | Buffer][] = [
    ['an empty file', 'empty.csv', ''],
    ['a CSV without the column', 'columns.csv', 'host,class\ngoogle.com,0\n'],
    [
      'a binary file',
      'binary.csv',
      Buffer.from(Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
    ],
  ];
  test.each(cases)('%s is a coded error, and no model is written: 1', async (_, name, content) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    const out = join(folder, `${name}-model`);
    const { exitCode, errors } = await run('train', file, '--out', out);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/(DATASET|MODEL|TRAINER)_[A-Z_]+: /);
    expect(readdirSync(folder)).not.toContain(`${name}-model`);
  });

  test('a missing folder is a coded error: 1', async () => {
    const { exitCode, errors } = await run(
      'train',
      join(folder, 'nowhere'),
      '--out',
      join(folder, 'never'),
    );
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/DATASET_[A-Z_]+: /);
  });
});
