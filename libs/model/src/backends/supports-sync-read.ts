import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';

/** Whether the active backend gives a tensor's values at the moment they are asked for; a GPU by WebGPU gives them later. */
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
