import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { loadModel } from './load-model.ts';

const models = join(import.meta.dirname, '../../../../models/degas');
const versions = readdirSync(models).filter((name) => /^[1-9]\d*$/.test(name));

test.each(versions)(
  'version %s is whole, at most 20 MB, and opens in TensorFlow Serving and plain TensorFlow.js',
  async (version) => {
    const folder = join(models, version);
    const { model, manifest } = await loadModel(folder);
    model.dispose();
    expect(Object.keys(manifest.files)).toEqual(
      expect.arrayContaining(['saved_model.pb', 'model.onnx', 'degas.bin', 'model.json']),
    );
    const json = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as { format: string };
    expect('layers.json' in manifest.files).toBe(json.format === 'graph-model');
    expect(readFileSync(join(folder, 'saved_model.pb')).includes('domains/encode')).toBe(true);
    const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(20e6);
  },
);
