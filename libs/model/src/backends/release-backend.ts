import * as tf from '@tensorflow/tfjs';

/** Gives a GPU by WebGPU back, without which Dawn keeps the process alive; nothing is computed on it after. */
export function releaseBackend(): void {
  if (tf.getBackend() !== 'webgpu') return;
  const { device } = tf.backend() as unknown as { readonly device: { destroy: () => void } };
  device.destroy();
}
