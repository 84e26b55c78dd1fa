import { expect } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

/** What TensorFlow.js itself scores rows of 75 codes: the truth that exports are held to. */
export function layersScores(model: tf.LayersModel, codes: Int32Array): Float32Array {
  return tf.tidy(() => {
    const rows = tf.tensor2d(codes, [codes.length / 75, 75], 'int32');
    return Float32Array.from((model.predict(rows) as tf.Tensor).dataSync());
  });
}

/** Equal within the 1e-5 that every export promises. */
export function expectEqual(found: Float32Array, expected: Float32Array): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, score] of found.entries())
    expect(Math.abs(score - (expected[i] ?? NaN))).toBeLessThan(1e-5);
}
