import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { useBackend } from './use-backend.ts';

/** Made from whole numbers, so that both backends start from the same values. */
function values(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, i) => (((i + seed) * 7919) % 101) / 50 - 1),
    shape,
  );
}

const square = (x: tf.Tensor): tf.Tensor => tf.sum(tf.square(x));
const gradient = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor =>
  tf.grad((input) => square(f(input)))(x);

/** What training needs of wasm, each as a function of nothing so that it runs on the active backend. */
const cases: Record<string, () => tf.Tensor> = {
  'a product with the first operand transposed': () =>
    tf.matMul(values([7, 5], 1), values([7, 3], 2), true, false),
  'a product with the second operand transposed': () =>
    tf.matMul(values([5, 7], 1), values([3, 7], 2), false, true),
  'a product with both transposed': () =>
    tf.matMul(values([7, 5], 1), values([3, 7], 2), true, true),
  'products in a batch, transposed': () =>
    tf.matMul(values([4, 7, 5], 1), values([4, 3, 7], 2), true, true),
  'the input gradient of a convolution': () =>
    gradient(
      (x) => tf.conv1d(x as tf.Tensor3D, values([4, 3, 5], 2) as tf.Tensor3D, 1, 'same'),
      values([2, 9, 3], 1),
    ),
  'the input gradient of a convolution without padding': () =>
    gradient(
      (x) => tf.conv1d(x as tf.Tensor3D, values([2, 3, 5], 2) as tf.Tensor3D, 1, 'valid'),
      values([2, 9, 3], 1),
    ),
  'the input gradient of a convolution in steps of two': () =>
    gradient(
      (x) => tf.conv1d(x as tf.Tensor3D, values([3, 3, 5], 2) as tf.Tensor3D, 2, 'same'),
      values([2, 9, 3], 1),
    ),
  'the filter gradient of a convolution': () =>
    gradient(
      (w) => tf.conv1d(values([2, 9, 3], 1) as tf.Tensor3D, w as tf.Tensor3D, 1, 'same'),
      values([4, 3, 5], 2),
    ),
  'the filter gradient of a convolution in steps of two': () =>
    gradient(
      (w) => tf.conv1d(values([2, 9, 3], 1) as tf.Tensor3D, w as tf.Tensor3D, 2, 'valid'),
      values([3, 3, 5], 2),
    ),
  'the filter gradient of a convolution over two dimensions': () =>
    gradient(
      (w) => tf.conv2d(values([2, 6, 5, 3], 1) as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
      values([3, 2, 3, 4], 2),
    ),
  'the filter gradient of a batch too big for one product': () =>
    gradient(
      (w) => tf.conv1d(values([90, 20, 3], 1) as tf.Tensor3D, w as tf.Tensor3D, 1, 'same'),
      values([2, 3, 5], 2),
    ),
  'the gradient of max pooling': () =>
    gradient((x) => tf.maxPool(x as tf.Tensor4D, [2, 1], [2, 1], 'same'), values([2, 9, 1, 3], 1)),
  'the gradient of max pooling with overlap': () =>
    gradient((x) => tf.maxPool(x as tf.Tensor4D, [3, 3], [1, 1], 'valid'), values([2, 5, 6, 3], 1)),
  'the gradient of a gather': () =>
    gradient((x) => tf.gather(x, tf.tensor1d([3, 0, 3, 3, 1], 'int32')), values([5, 4], 1)),
  'a sum over leading axes': () => tf.sum(values([4, 3, 5], 1), [0, 1]),
  'a sum over leading axes that are kept': () => tf.sum(values([4, 3, 5], 1), 0, true),
  'a sum over the last axis': () => tf.sum(values([4, 3, 5], 1), 2),
  'a sum over all': () => tf.sum(values([4, 3, 5], 1)),
};

test.each(Object.entries(cases))('wasm equals pure JavaScript in %s', async (_, compute) => {
  await useBackend('cpu');
  const expected = tf.tidy(() => compute().arraySync() as number[]);
  await useBackend('wasm');
  const [actual, largest] = tf.tidy(() => {
    const result = compute();
    const reference = tf.tensor(expected);
    expect(result.shape).toEqual(reference.shape);
    return [tf.sub(result, reference), reference].map(
      (x) => tf.max(tf.abs(x)).dataSync()[0] ?? NaN,
    );
  }) as unknown as [number, number];
  expect(actual).toBeLessThan(1e-4 * Math.max(1, largest));
});

test('no kernel leaves a tensor behind', async () => {
  await useBackend('wasm');
  const before = tf.memory().numTensors;
  for (const compute of Object.values(cases)) tf.tidy(() => void compute());
  expect(tf.memory().numTensors).toBe(before);
});
