import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadClassifier } from '@degas/inference';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { labelledNames } from '../testing/labelled-names.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-train-'));
const data = join(folder, 'names.csv');
const model = join(folder, 'degas/1');

async function run(...args: string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('train, end to end', () => {
  let trained: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    writeFileSync(data, labelledNames(1600));
    trained = await run('train', data, '--epochs', '2', '--batch-size', '64', '--out', model);
  }, 180_000);

  test('ends with metrics and classified names', () => {
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

  test('without data, too, refuses to replace a version that exists', async () => {
    const before = readFileSync(join(model, 'manifest.json'), 'utf8');
    const { exitCode, errors } = await run('train', '--limit', '200', '--out', model);
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('MODEL_VERSION_EXISTS')]);
    expect(readFileSync(join(model, 'manifest.json'), 'utf8')).toBe(before);
  });

  test('history.json has a line for each epoch, and report.html its curves', () => {
    const history = JSON.parse(readFileSync(join(model, 'history.json'), 'utf8')) as object[];
    expect(history).toHaveLength(2);
    expect(history[1]).toMatchObject({
      epoch: 2,
      loss: expect.any(Number),
      validationLoss: expect.any(Number),
      validationAccuracy: expect.any(Number),
      learningRate: 0.001,
    });
    expect(readFileSync(join(model, 'report.html'), 'utf8')).toContain('Training curves over 2');
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

  test('evaluate measures it on labelled names and writes the report', async () => {
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
    expect(exitCode).toBe(2);
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

describe('train with options', () => {
  beforeAll(() => {
    writeFileSync(data, labelledNames(1600));
  });

  test('cross-validation ends with a line for each fold, mean and deviation, and logs each fold', async () => {
    const out = join(folder, 'folds/1');
    const logs = join(folder, 'logs');
    const { exitCode, output } = await run(
      ...['train', data, '--network', 'baseline', '--epochs', '2', '--kfold-splits', '3'],
      ...['--tensorboard', logs, '--out', out],
    );
    expect(exitCode).toBe(0);
    const lines = output.split('\n').slice(0, 6);
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual([
      ...['fold', '1', '2', '3', 'mean', 'deviation'],
    ]);
    expect(readdirSync(join(folder, 'folds'))).toEqual(['1']);
    expect(readdirSync(logs).sort()).toEqual(['fold-1', 'fold-2', 'fold-3']);
    expect(readdirSync(join(logs, 'fold-3'))).toEqual([
      expect.stringMatching(/^events\.out\.tfevents\./),
    ]);
    const { metrics, command } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      metrics: { folds: { names: number }[] };
      command: string;
    };
    expect(metrics.folds.reduce((sum, { names }) => sum + names, 0)).toBe(1600);
    expect(command).toContain('--kfold-splits 3');
  }, 60_000);

  test('every choice that shapes the model is in its settings and its command', async () => {
    const out = join(folder, 'choices/1');
    const choices = {
      ...{ patience: 2, labelSmoothing: 0.1, dgaWeight: 'balanced', familyBalance: 0.5 },
      ...{ batchSize: 128, learningRate: 0.002, schedule: 'cosine', seed: 4, epochs: 1 },
    };
    const flags = Object.entries(choices).flatMap(([key, value]) => [
      `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      String(value),
    ]);
    const { exitCode } = await run('train', data, '--network', 'baseline', '--out', out, ...flags);
    expect(exitCode).toBe(0);
    const { training, command } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      training: { settings: object };
      command: string;
    };
    expect(training.settings).toMatchObject(choices);
    for (let i = 0; i < flags.length; i += 2) {
      expect(command).toContain(flags.slice(i, i + 2).join(' '));
    }
  }, 60_000);

  test.each([
    ['--kfold-splits', '1'],
    ['--label-smoothing', '2'],
    ['--dga-weight', 'much'],
    ['--family-balance', ''],
    ['--backend', 'opencl'],
  ])('%s %s is wrong usage: 2', async (flag, value) => {
    expect((await run('train', data, flag, value)).exitCode).toBe(2);
  });

  test('a version that is there is refused before anything is trained', async () => {
    const out = join(folder, 'there/1');
    mkdirSync(out, { recursive: true });
    const { exitCode, errors } = await run('train', data, '--out', out);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^MODEL_VERSION_EXISTS: /);
  });

  test('a network that is not there is refused by naming those that are', async () => {
    const out = join(folder, 'unknown/1');
    const { exitCode, errors } = await run('train', data, '--network', 'resnet', '--out', out);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^MODEL_UNKNOWN_NETWORK: .*nyu, endgame/);
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

  test('a missing folder is wrong usage, and nothing is said before: 2', async () => {
    const { exitCode, errors } = await run(
      'train',
      join(folder, 'nowhere'),
      '--out',
      join(folder, 'never'),
    );
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^TRAINER_INPUT_MISSING: /);
  });
});
