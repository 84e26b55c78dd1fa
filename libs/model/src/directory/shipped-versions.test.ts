import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { loadModel } from './load-model.ts';

const models = join(import.meta.dirname, '../../../../models/degas');
const versions = readdirSync(models).filter((name) => /^[1-9]\d*$/.test(name));

test.each(versions)(
  'version %s is one that TensorFlow Serving can serve, whole and at most 20 MB',
  async (version) => {
    const folder = join(models, version);
    const { model, manifest } = await loadModel(folder);
    model.dispose();
    expect(Object.keys(manifest.files)).toEqual(
      expect.arrayContaining(['saved_model.pb', 'model.onnx', 'degas.bin', 'model.json']),
    );
    const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(20e6);
  },
);
