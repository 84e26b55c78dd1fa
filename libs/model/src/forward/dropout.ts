import { randomBits } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

/**
 * Drops each value with probability `rate` and scales the rest up. TensorFlow.js' own dropout draws the same mask at every
 * call once it has a seed; here every step has its own, so a resumed run draws what an uninterrupted one would.
 */
export function dropout(x: tf.Tensor, rate: number, seed: number): tf.Tensor {
  if (rate === 0) return x;
  const bits = randomBits(seed);
  const limit = Math.floor(rate * 2 ** 32);
  const scale = 1 / (1 - rate);
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; i++) mask[i] = bits() < limit ? 0 : scale;
  return tf.mul(x, tf.tensor(mask, x.shape, 'float32'));
}
