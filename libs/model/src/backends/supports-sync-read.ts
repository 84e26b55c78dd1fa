import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';

/** Whether the active backend returns a tensor's values synchronously; WebGPU doesn't. */
export function supportsSyncRead(): boolean {
  return tf.getBackend() !== 'webgpu';
}

/** Brings a model's weights to where `dataSync` finds them: into memory, until they are computed with again. */
export async function fetchWeights(model: tf.LayersModel): Promise<void> {
  if (supportsSyncRead()) return;
  const values = await Promise.all(model.weights.map((weight) => weight.read().data()));
  tf.tidy(() => {
    model.weights.forEach((weight, index) => {
      const { shape, dtype } = weight.read();
      weight.write(tf.tensor(assertDefined(values[index]), shape, dtype));
    });
  });
}
