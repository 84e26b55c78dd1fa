import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Kernels written as loops over typed arrays work on any backend; on wasm they read and write its heap in place. */
export function isWasm(backend: unknown): backend is BackendWasm {
  return typeof backend === 'object' && backend !== null && 'typedArrayFromHeap' in backend;
}

/**
 * A float32 tensor of `shape` that `compute` fills from the values of `inputs`. The views are good for that call only:
 * the heap moves when it grows, so everything is allocated before the first view is taken.
 */
export function computeTensor(
  inputs: readonly tf.Tensor[],
  shape: number[],
  compute: (out: Float32Array, ...values: Float32Array[]) => void,
): tf.Tensor {
  const backend = tf.backend() as unknown;
  if (isWasm(backend)) {
    // Looking an input up brings it here from another backend, which allocates too.
    for (const input of inputs) backend.dataIdMap.get(input.dataId);
    const info = backend.makeOutput(shape, 'float32');
    const out = backend.typedArrayFromHeap(info) as Float32Array;
    compute(out, ...inputs.map((input) => backend.typedArrayFromHeap(input) as Float32Array));
    return tf.engine().makeTensorFromTensorInfo(info);
  }
  const out = new Float32Array(shape.reduce((product, size) => product * size, 1));
  compute(out, ...inputs.map((input) => input.dataSync<'float32'>()));
  return tf.tensor(out, shape, 'float32');
}
