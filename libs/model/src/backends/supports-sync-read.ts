import * as tf from '@tensorflow/tfjs';

import { present } from '../assert-defined.ts';

/** Whether the active backend gives a tensor's values at the moment they are asked for; a GPU by WebGPU gives them later. */
export function readsAtOnce(): boolean {
  return tf.getBackend() !== 'webgpu';
}

/** Brings a model's weights to where `dataSync` finds them: into memory, until they are computed with again. */
export async function fetchWeights(model: tf.LayersModel): Promise<void> {
  if (readsAtOnce()) return;
  const values = await Promise.all(model.weights.map((weight) => weight.read().data()));
  tf.tidy(() => {
    model.weights.forEach((weight, index) => {
      const { shape, dtype } = weight.read();
      weight.write(tf.tensor(present(values[index]), shape, dtype));
    });
  });
}
