import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { loadClassifier } from '@degas/inference';
import { loadModel } from '@degas/model';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { labelledNames } from '../testing/labelled-names.ts';
import { startMain } from '../testing/run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-export-'));
const model = join(folder, 'degas/1');

async function run(...args: string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

beforeAll(async () => {
  const data = join(folder, 'names.csv');
  writeFileSync(data, labelledNames(400));
  await run('train', data, '--network', 'baseline', '--epochs', '1', '--out', model);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['tfjs', ['model.json', 'weights.bin'], 'weights.bin'],
  ['savedmodel', ['saved_model.pb'], 'saved_model.pb'],
])('%s is a folder with the weights of the version', async (format, files, weights) => {
  const out = join(folder, format);
  const { exitCode, output } = await run('export', model, '--format', format, '--out', out);
  expect(exitCode).toBe(0);
  expect(output).toBe(`${format} written to ${out}\n`);
  expect(readdirSync(out).sort()).toEqual(files);
  expect(readFileSync(join(out, weights)).equals(readFileSync(join(model, weights)))).toBe(true);
});

test.each([
  ['onnx', 'model.onnx'],
  ['compiled', 'degas.bin'],
])('%s is the file of the version', async (format, file) => {
  const out = join(folder, 'files', file);
  expect((await run('export', model, '--format', format, '--out', out)).exitCode).toBe(0);
  expect(readFileSync(out).equals(readFileSync(join(model, file)))).toBe(true);
  expect(readdirSync(join(folder, 'files'))).not.toContainEqual(expect.stringMatching(/partial/));
});

test('what stands there is not replaced unasked', async () => {
  const out = join(folder, 'there.onnx');
  writeFileSync(out, 'mine');
  const args = ['export', model, '--format', 'onnx', '--out', out];
  expect((await run(...args)).errors).toMatch(/^MODEL_VERSION_EXISTS: /);
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect((await run(...args, '--overwrite')).exitCode).toBe(0);
  expect(readFileSync(out, 'utf8')).not.toBe('mine');
});

test('a place that can not be written is a coded error, with nothing left', async () => {
  writeFileSync(join(folder, 'file'), '');
  for (const format of ['onnx', 'tfjs']) {
    const out = join(folder, 'file/below');
    const { exitCode, errors } = await run('export', model, '--format', format, '--out', out);
    expect([exitCode, errors]).toEqual([1, expect.stringMatching(/^MODEL_WRITE_FAILED: /)]);
  }
});

test('a version that is not there and an unknown format are wrong usage', async () => {
  const out = join(folder, 'never');
  const missing = await run('export', join(folder, 'x'), '--format', 'onnx', '--out', out);
  expect([missing.exitCode, missing.errors]).toEqual([
    2,
    expect.stringMatching(/^TRAINER_INPUT_MISSING: /),
  ]);
  expect((await run('export', model, '--format', 'caffe', '--out', out)).exitCode).toBe(2);
  expect(existsSync(out)).toBe(false);
});

// In a process of its own: Jest can't load h5wasm, which ships ES modules only.
test('a .h5 file of Keras becomes a model version, or an engine file that says which layer it can not run', async () => {
  const fixture = resolve(
    import.meta.dirname,
    '../../../../libs/model/src/fixtures/keras-2-all-layers.h5.gz',
  );
  const keras = join(folder, 'old.h5');
  writeFileSync(keras, gunzipSync(readFileSync(fixture)));
  const out = join(folder, 'imported/3');
  const imported = await startMain(['export', keras, '--format', 'directory', '--out', out]).ended;
  expect(imported).toMatchObject({ exitCode: 0, output: `directory written to ${out}\n` });
  const { manifest, model: network } = await loadModel(out);
  expect([manifest.name, manifest.version]).toEqual(['imported', 3]);
  expect(manifest.training.settings).toEqual({ imported: 'old.h5' });
  network.dispose();
  const compiled = join(folder, 'imported.bin');
  const refused = await startMain(['export', keras, '--format', 'compiled', '--out', compiled])
    .ended;
  expect(refused.exitCode).toBe(1);
  expect(refused.errors).toMatch(/MODEL_UNSUPPORTED_LAYER: .*lstm/);
  expect(existsSync(compiled)).toBe(false);
}, 60_000);

test('the compiled file alone is enough for the classifier', async () => {
  const out = join(folder, 'alone.bin');
  await run('export', model, '--format', 'compiled', '--out', out);
  const names = ['gardenmusic.com', 'tqkxwvhzpjqd.com'];
  const [alone, whole] = await Promise.all([
    loadClassifier(readFileSync(out)),
    loadClassifier(model),
  ]);
  expect(alone.score(names)).toEqual(whole.score(names));
});
