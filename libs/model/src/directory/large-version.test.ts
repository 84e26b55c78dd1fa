import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { registrableEncoding } from '@degas/features';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { exportModel } from '../export-model.ts';
import { describeSample } from '../testing/sample-description.ts';
import { scatteredFlagship } from '../testing/scattered-flagship.ts';
import { readManifest, type ModelDescription } from './manifest.ts';
import { saveNetwork } from './save-model.ts';

const root = mkdtempSync(join(tmpdir(), 'degas-large-'));
const version = join(root, 'flagship/2');
const created = new Date(0);
let model: tf.LayersModel;

const description = (): ModelDescription => {
  const { name, version: number, length } = registrableEncoding;
  return { ...describeSample(model), encoding: { name, version: number, length } };
};
const sizeOf = (directory: string): number =>
  readdirSync(directory).reduce((sum, file) => sum + statSync(join(directory, file)).size, 0);

beforeAll(async () => {
  await tf.setBackend('cpu');
  model = scatteredFlagship();
  await saveNetwork(model, version, description());
}, 60_000);
afterAll(() => {
  model.dispose();
  rmSync(root, { recursive: true });
});

test('a version of the flagship holds every export and fits in 20 MB', async () => {
  expect(readdirSync(version).sort()).toEqual([
    'degas.bin',
    'layers.json',
    'manifest.json',
    'model.json',
    'model.onnx',
    'saved_model.pb',
    'weights.bin',
  ]);
  expect(sizeOf(version)).toBeLessThan(20e6);
  expect(await readManifest(version)).toMatchObject({ exportsLeftOut: [] });
});

test('exports that are not asked for are left out, and the manifest says so', async () => {
  const manifest = await saveNetwork(model, join(root, 'asked/1'), description(), {
    exports: ['onnx'],
  });
  expect(manifest.exportsLeftOut).toEqual(['savedmodel']);
  expect(Object.keys(manifest.files)).toContain('model.onnx');
  expect(Object.keys(manifest.files)).not.toContain('saved_model.pb');
});

test('what was left out is exported from the version later, one by one or as a whole directory', async () => {
  await saveNetwork(model, join(root, 'bare/1'), description(), { exports: [] });
  const bare = join(root, 'bare/1');
  await exportModel(bare, join(root, 'saved'), { format: 'savedmodel', created });
  await exportModel(bare, join(root, 'one.onnx'), { format: 'onnx', created });
  await exportModel(bare, join(root, 'whole/1'), { format: 'directory', created });
  expect(existsSync(join(root, 'saved/saved_model.pb'))).toBe(true);
  expect(existsSync(join(root, 'one.onnx'))).toBe(true);
  const { files, exportsLeftOut } = await readManifest(join(root, 'whole/1'));
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['saved_model.pb', 'model.onnx']));
  expect(exportsLeftOut).toEqual([]);
}, 180_000);
