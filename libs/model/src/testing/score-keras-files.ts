/**
 * Imports each Keras file named and scores the codes beside it, in a Node of its own: Jest can't load h5wasm, which
 * ships ES modules only. Prints one JSON line for each: the classes of its layers, its scores, or its error.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import { importKeras } from '../keras/import-keras.ts';

await tf.setBackend('cpu');
for (const path of process.argv.slice(2)) {
  try {
    const model = await importKeras(path);
    const codes = new Int32Array(
      Uint8Array.from(readFileSync(join(dirname(path), 'codes'))).buffer,
    );
    const rows = tf.tensor2d(codes, [codes.length / 75, 75], 'int32');
    const scores = [...(model.predict(rows) as tf.Tensor).dataSync()];
    const layers = model.layers.map((layer) => layer.getClassName());
    process.stdout.write(`${JSON.stringify({ path, layers, scores })}\n`);
    model.dispose();
  } catch (error) {
    const { code, message } =
      error instanceof ModelError ? error : { code: 'none', message: String(error) };
    process.stdout.write(`${JSON.stringify({ path, code, message })}\n`);
  }
}
