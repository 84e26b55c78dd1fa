import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { registrableEncoding } from '@degas/features';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { useBackend } from '../backends/use-backend.ts';
import { exportModel } from '../export-model.ts';
import { describeSample } from '../testing/sample-description.ts';
import { scatteredFlagship } from '../testing/scattered-flagship.ts';
import { loadModel } from './load-model.ts';
import { checkDescription, readManifest } from './manifest.ts';
import { rewriteExports } from './rewrite-exports.ts';
import { saveNetwork, sha256, writeVersion } from './save-model.ts';

const root = mkdtempSync(join(tmpdir(), 'degas-rewrite-'));
const now = join(root, 'degas/1');
const old = join(root, 'old/1');
const read = (...path: string[]): Buffer => readFileSync(join(...path));

/** A version as it was before graph models: the layers model is in model.json; its compiled form is its own. */
beforeAll(async () => {
  await useBackend('wasm');
  const model = scatteredFlagship();
  const { name, version, length } = registrableEncoding;
  const description = { ...describeSample(model), encoding: { name, version, length } };
  await saveNetwork(model, now, description, { files: { 'report.json': '{}' } });
  const written = await readManifest(now);
  const files = new Map<string, Uint8Array>(
    Object.keys(written.files).map((file) => [file, read(now, file)]),
  );
  files.set('model.json', read(now, 'layers.json'));
  files.delete('layers.json');
  files.set('degas.bin', Buffer.from('a form with families'));
  files.delete('model.onnx');
  await writeVersion(old, checkDescription(written), files, { exports: ['savedmodel'] });
  model.dispose();
}, 60_000);
afterAll(() => {
  rmSync(root, { recursive: true });
});

test('an older version loads, and gets the exports of today; everything else stays', async () => {
  const copy = join(root, 'copy/1');
  cpSync(old, copy, { recursive: true });
  (await loadModel(copy)).model.dispose();
  const manifest = await rewriteExports(copy);
  expect(manifest).toEqual(await readManifest(copy));
  for (const file of ['model.json', 'layers.json', 'weights.bin', 'saved_model.pb', 'model.onnx']) {
    expect([file, sha256(read(copy, file))]).toEqual([file, sha256(read(now, file))]);
  }
  for (const file of ['degas.bin', 'report.json']) {
    expect([file, sha256(read(copy, file))]).toEqual([file, sha256(read(old, file))]);
  }
  const { files: before, ...described } = await readManifest(old);
  expect(manifest).toMatchObject({ ...described, exportsLeftOut: [] });
  expect(Object.keys(manifest.files).sort()).toEqual(
    [...Object.keys(before), 'layers.json', 'model.onnx'].sort(),
  );
});

test("a version's own compiled form is exported, as a file and in a directory", async () => {
  const created = new Date(0);
  await exportModel(old, join(root, 'alone.bin'), { format: 'compiled', created });
  await exportModel(old, join(root, 'whole/1'), { format: 'directory', created });
  expect(read(root, 'alone.bin').toString()).toBe('a form with families');
  expect(read(root, 'whole/1/degas.bin').toString()).toBe('a form with families');
});

test('a manifest without the layers model is refused by the name of the missing file', async () => {
  const copy = join(root, 'broken/1');
  cpSync(now, copy, { recursive: true });
  const manifest = JSON.parse(read(copy, 'manifest.json').toString()) as {
    files: Record<string, string>;
  };
  delete manifest.files['layers.json'];
  writeFileSync(join(copy, 'manifest.json'), JSON.stringify(manifest));
  await expect(loadModel(copy)).rejects.toMatchObject({
    code: 'MODEL_BAD_MANIFEST',
    message: expect.stringContaining('layers.json'),
  });
});
