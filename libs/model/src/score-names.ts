import { type Encoding, registrableName } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { supportsSyncRead } from './backends/supports-sync-read.ts';
import { ModelError } from './errors.ts';

const BATCH = 1024;

/**
 * Scores names by a layers model on the active backend, NaN for those without a registrable part: for networks that have no
 * compiled form, such as LSTMs. `@degas/inference` is the fast way for the others.
 *
 * @example const scores = scoreNames(await loadModel('models/degas/1'), ['google.com']);
 */
export function scoreNames(
  { model, encoding }: { readonly model: tf.LayersModel; readonly encoding: Encoding },
  names: readonly string[],
): Float32Array {
  if (!supportsSyncRead()) {
    throw new ModelError(
      'MODEL_BACKEND_UNAVAILABLE',
      `Scoring needs a backend that returns its results at once, but ${tf.getBackend()} returns them later; score on wasm or native.`,
    );
  }
  const scores = new Float32Array(names.length).fill(NaN);
  const codes = new Int32Array(BATCH * encoding.length);
  for (let from = 0; from < names.length; from += BATCH) {
    const rows: number[] = [];
    for (const [index, name] of names.slice(from, from + BATCH).entries()) {
      const { registrable } = registrableName(name);
      if (registrable === null) continue;
      encoding.encodeInto(registrable, codes, rows.length * encoding.length);
      rows.push(from + index);
    }
    if (rows.length === 0) continue;
    const values = tf.tidy(() => {
      const batch = codes.slice(0, rows.length * encoding.length);
      const input = tf.tensor2d(batch, [rows.length, encoding.length], 'int32');
      return (model.predictOnBatch(input) as tf.Tensor).dataSync<'float32'>();
    });
    rows.forEach((row, index) => {
      scores[row] = values[index] ?? NaN;
    });
  }
  return scores;
}
