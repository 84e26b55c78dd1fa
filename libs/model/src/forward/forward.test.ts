import { randomBits } from '@degas/features';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { useBackend } from '../backends/use-backend.ts';
import { buildNetwork } from '../networks/registry.ts';
import { type Batch, Forward } from './forward.ts';

/** Rows of random codes, each with its own length, behind `padding` zeros or more. */
function randomBatch(count: number, length: number, padding: number, seed: number): Batch {
  const bits = randomBits(seed);
  const codes = new Uint8Array(count * length);
  for (let row = 0; row < count; row++) {
    const start = padding + (row === 0 ? 0 : bits() % (length - padding));
    for (let at = start; at < length; at++) codes[row * length + at] = 1 + (bits() % 40);
  }
  return { codes, count, length, removed: 0, padding };
}

function cut(batch: Batch, removed: number): Batch {
  const length = batch.length - removed;
  const codes = new Uint8Array(batch.count * length);
  for (let row = 0; row < batch.count; row++) {
    const start = row * batch.length;
    codes.set(batch.codes.subarray(start + removed, start + batch.length), row * length);
  }
  return { codes, count: batch.count, length, removed, padding: batch.padding - removed };
}

const codesOf = ({ codes, count, length }: Batch): tf.Tensor2D =>
  tf.tensor2d(Int32Array.from(codes), [count, length], 'int32');
const labelsOf = ({ count }: Batch): tf.Tensor2D =>
  tf.tensor2d(Array.from({ length: count }, (_, row) => [row % 2]));

/** Gradients of all weights and the scores, by the layers as TensorFlow.js has them. */
function byLayers(model: tf.LayersModel, batch: Batch) {
  return gradients(
    model,
    () => {
      const scores = model.apply(codesOf(batch)) as tf.Tensor2D;
      // The logit of a sigmoid, so that both ways have the same loss.
      return tf.sub(tf.log(scores), tf.log1p(tf.neg(scores)));
    },
    batch,
  );
}

function byForward(model: tf.LayersModel, batch: Batch) {
  const forward = new Forward(model);
  return gradients(model, () => forward.logits(batch), batch);
}

function gradients(model: tf.LayersModel, logits: () => tf.Tensor2D, batch: Batch) {
  const variables = model.trainableWeights.map((weight) => weight.read() as unknown as tf.Variable);
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(
      () => tf.losses.sigmoidCrossEntropy(labelsOf(batch), logits()),
      variables,
    );
    return {
      loss: value.dataSync()[0] ?? NaN,
      gradients: variables.map(({ name }) => [...(grads[name]?.dataSync<'float32'>() ?? [])]),
    };
  });
}

function expectSame(
  actual: ReturnType<typeof gradients>,
  expected: ReturnType<typeof gradients>,
  tolerance: number,
): void {
  expect(Math.abs(actual.loss - expected.loss)).toBeLessThan(tolerance);
  expected.gradients.forEach((values, index) => {
    const others = actual.gradients[index];
    const difference = values.reduce(
      (greatest, value, i) => Math.max(greatest, Math.abs(value - (others?.[i] ?? NaN))),
      0,
    );
    expect(difference).toBeLessThan(tolerance);
  });
}

/** A small network of the given shape, so that many can be tried. */
function smallNetwork(length: number, layers: tf.layers.Layer[]): tf.LayersModel {
  const input = tf.input({ shape: [length], dtype: 'int32' });
  const embedded = tf.layers.embedding({ inputDim: 42, outputDim: 5 });
  const output = [embedded, ...layers, tf.layers.dense({ units: 1, activation: 'sigmoid' })].reduce(
    (x, layer) => layer.apply(x) as tf.SymbolicTensor,
    input,
  );
  return tf.model({ inputs: input, outputs: output });
}

/** The network, and one with the same weights to compare with. */
function pair({ length, layers, reference }: Shape): {
  model: tf.LayersModel;
  reference: tf.LayersModel;
} {
  const model = smallNetwork(length, layers());
  if (!reference) return { model, reference: model };
  const other = smallNetwork(length, reference());
  other.setWeights(model.getWeights());
  return { model, reference: other };
}

const conv = (kernelSize: number, activation: 'relu' | 'linear' = 'relu'): tf.layers.Layer =>
  tf.layers.conv1d({ filters: 6, kernelSize, padding: 'same', activation });
const flatten = (): tf.layers.Layer => tf.layers.flatten();

interface Shape {
  readonly length: number;
  readonly layers: () => tf.layers.Layer[];
  /**
   * Equal layers to compare with, where TensorFlow.js' own differ: its global maximum gives the whole gradient to each of
   * several equal values, its pooling to the first, as Degas does.
   */
  readonly reference?: () => tf.layers.Layer[];
}

/** Each with a length, so that windows end evenly and not. */
const shapes: Record<string, Shape> = {
  'two convolutions and poolings': {
    length: 31,
    layers: () => [
      conv(3),
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
      conv(2),
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
      flatten(),
    ],
  },
  'a global maximum': {
    length: 20,
    layers: () => [conv(4), tf.layers.globalMaxPooling1d({})],
    reference: () => [conv(4), tf.layers.maxPooling1d({ poolSize: 20 }), flatten()],
  },
  'a linear convolution without pooling': {
    length: 20,
    layers: () => [conv(5, 'linear'), flatten()],
  },
  'pooling by three': {
    length: 21,
    layers: () => [conv(2), tf.layers.maxPooling1d({ poolSize: 3 }), flatten()],
  },
  'a second convolution under a global maximum': {
    length: 24,
    layers: () => [conv(3), conv(3), tf.layers.globalMaxPooling1d({})],
    reference: () => [conv(3), conv(3), tf.layers.maxPooling1d({ poolSize: 24 }), flatten()],
  },
  'a global mean, which has to see all padding': {
    length: 20,
    layers: () => [conv(3), tf.layers.globalAveragePooling1d({})],
  },
  'an LSTM': { length: 18, layers: () => [tf.layers.lstm({ units: 4 })] },
  'an LSTM in each direction': {
    length: 18,
    layers: () => [
      tf.layers.bidirectional({
        layer: tf.layers.lstm({ units: 4, recurrentActivation: 'sigmoid' }),
        mergeMode: 'concat',
      }),
    ],
  },
  'a convolution, pooling and an LSTM in each direction': {
    length: 19,
    layers: () => [
      conv(3),
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
      tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 4 }), mergeMode: 'concat' }),
    ],
  },
  'an LSTM that gives every output': {
    length: 12,
    layers: () => [tf.layers.lstm({ units: 4, returnSequences: true }), flatten()],
  },
  'a layer without any convolution': { length: 12, layers: () => [flatten()] },
};

describe('on the same backend, the forward pass and its gradients equal the layers own', () => {
  beforeAll(() => useBackend('cpu'));

  test.each(Object.entries(shapes))('with %s', (_, shape) => {
    const { length } = shape;
    const { model, reference } = pair(shape);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.nat({ max: length - 1 }),
        fc.nat(),
        (count, padding, seed) => {
          const batch = randomBatch(count, length, padding, seed);
          expectSame(byForward(model, batch), byLayers(reference, batch), 1e-5);
        },
      ),
      { numRuns: 5, seed: 1 },
    );
  });

  test.each(Object.entries(shapes))('with padding cut away from %s', (_, shape) => {
    const { length } = shape;
    const { model, reference } = pair(shape);
    const { cuttable } = new Forward(model);
    if (!cuttable) return;
    const padding = length - 2;
    const batch = randomBatch(5, length, padding, 3);
    for (
      let removed = cuttable.step;
      padding - removed >= cuttable.kept;
      removed += cuttable.step
    ) {
      expectSame(byForward(model, cut(batch, removed)), byLayers(reference, batch), 1e-5);
    }
  });
});

test('padding can be cut from convolutions, in steps of what is pooled together, and from LSTMs', async () => {
  await useBackend('cpu');
  const model = buildNetwork('nyu');
  expect(new Forward(model).cuttable?.step).toBe(4);
  expect(new Forward(buildNetwork('endgame')).cuttable).toEqual({ kept: 1, step: 1 });
  expect(new Forward(buildNetwork('baseline')).cuttable).toBeUndefined();
});

test("every weight of nyu gets by wasm the gradient of the pure JavaScript backend's ordinary layers", async () => {
  const batch = randomBatch(2, 75, 55, 5);
  await useBackend('cpu');
  const model = buildNetwork('nyu', { seed: 2 });
  const expected = byLayers(model, batch);
  const weights = model.getWeights().map((weight) => weight.arraySync());

  await useBackend('wasm');
  const onWasm = buildNetwork('nyu', { seed: 2 });
  onWasm.setWeights(weights.map((values) => tf.tensor(values as number[])));
  expectSame(byForward(onWasm, cut(batch, 44)), expected, 1e-4);
  expectSame(byLayers(onWasm, batch), expected, 1e-4);
}, 300_000);

test('a training pass leaves no tensor behind', async () => {
  await useBackend('wasm');
  const model = buildNetwork('nyu');
  const batch = cut(randomBatch(4, 75, 55, 5), 44);
  byForward(model, batch);
  const before = tf.memory().numTensors;
  byForward(model, batch);
  expect(tf.memory().numTensors).toBe(before);
});
