import { type Encoding, idnReadings, registrableName } from '@degas/features';
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
  // A name in Punycode has the highest score of what it may be read as.
  const texts: { readonly text: string; readonly index: number }[] = [];
  names.forEach((name, index) => {
    const { registrable } = registrableName(name);
    if (registrable === null) return;
    texts.push({ text: registrable, index });
    for (const text of idnReadings(registrable)) texts.push({ text, index });
  });
  const codes = new Int32Array(BATCH * encoding.length);
  for (let from = 0; from < texts.length; from += BATCH) {
    const rows = texts.slice(from, from + BATCH);
    rows.forEach(({ text }, row) => {
      encoding.encodeInto(text, codes, row * encoding.length);
    });
    const values = tf.tidy(() => {
      const batch = codes.slice(0, rows.length * encoding.length);
      const input = tf.tensor2d(batch, [rows.length, encoding.length], 'int32');
      return (model.predictOnBatch(input) as tf.Tensor).dataSync<'float32'>();
    });
    rows.forEach(({ index }, row) => {
      const before = scores[index] ?? NaN;
      const value = values[row] ?? NaN;
      scores[index] = Number.isNaN(before) ? value : Math.max(before, value);
    });
  }
  return scores;
}
