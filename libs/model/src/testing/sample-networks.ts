import * as tf from '@tensorflow/tfjs';

const LENGTH = 75;
const VOCABULARY = 128;

/** Weights far from their initial values in every layer, so that a forgotten bias or a swapped gate shows. */
export function scatterWeights(model: tf.LayersModel, seed = 1): tf.LayersModel {
  model.setWeights(
    model.getWeights().map((weight, i) => {
      const fanIn = weight.shape.slice(0, -1).reduce((product, size) => product * size, 1);
      const deviation =
        weight.shape.length === 1 || weight.shape[0] === VOCABULARY ? 0.5 : 1.5 / Math.sqrt(fanIn);
      return tf.randomNormal(weight.shape, 0, deviation, 'float32', seed * 1000 + i);
    }),
  );
  return model;
}

const embedding = (outputDim: number): tf.layers.Layer =>
  tf.layers.embedding({ inputDim: VOCABULARY, outputDim, name: 'embedding' });
const score = (): tf.layers.Layer =>
  tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'dense_1' });
const codes = (): tf.SymbolicTensor =>
  tf.input({ shape: [LENGTH], dtype: 'int32', name: 'input_image' });

function functional(
  body: (embedded: tf.SymbolicTensor) => tf.SymbolicTensor,
  channels: number,
): tf.LayersModel {
  const input = codes();
  const embedded = embedding(channels).apply(input) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: score().apply(body(embedded)) as tf.SymbolicTensor });
}

const apply = (layers: readonly tf.layers.Layer[], x: tf.SymbolicTensor): tf.SymbolicTensor =>
  layers.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, x);

/** Two stacked convolutions, pooled and flattened: the shape of the field's `nyu`, `filters` wide. */
export function stackedConvolutions(filters: number, hidden: number): tf.LayersModel {
  return functional(
    (embedded) =>
      apply(
        [
          tf.layers.conv1d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }),
          tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
          tf.layers.conv1d({ filters, kernelSize: 2, padding: 'same' }),
          tf.layers.reLU(),
          tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
          tf.layers.flatten(),
          tf.layers.dense({ units: hidden, activation: 'relu' }),
          tf.layers.dropout({ rate: 0.5 }),
        ],
        embedded,
      ),
    filters,
  );
}

/** Kernels of several widths side by side, each pooled in its own way, joined. */
export function parallelConvolutions(): tf.LayersModel {
  return functional((embedded) => {
    const branch = (
      kernelSize: number,
      padding: 'same' | 'valid',
      pool: tf.layers.Layer,
    ): tf.SymbolicTensor =>
      apply(
        [tf.layers.conv1d({ filters: 8, kernelSize, padding, activation: 'relu' }), pool],
        embedded,
      );
    const branches = [
      branch(2, 'same', tf.layers.globalMaxPooling1d({})),
      branch(3, 'valid', tf.layers.globalAveragePooling1d({})),
      branch(4, 'same', tf.layers.globalMaxPooling1d({})),
      branch(5, 'valid', tf.layers.globalMaxPooling1d({})),
    ];
    const joined = tf.layers.concatenate().apply(branches) as tf.SymbolicTensor;
    return apply([tf.layers.dense({ units: 16, activation: 'relu' })], joined);
  }, 8);
}

/** An embedding that a convolution doesn't read alone, a pool that leaves no position over, no bias. */
export function sharedEmbedding(): tf.LayersModel {
  return functional((embedded) => {
    const convolved = apply(
      [
        tf.layers.conv1d({ filters: 6, kernelSize: 3, padding: 'same', useBias: false }),
        tf.layers.maxPooling1d({ poolSize: 5, strides: 5, padding: 'valid' }),
        tf.layers.flatten(),
      ],
      embedded,
    );
    const plain = apply([tf.layers.flatten()], embedded);
    return tf.layers.concatenate().apply([convolved, plain]) as tf.SymbolicTensor;
  }, 6);
}

/** A convolution, then an LSTM that reads what is pooled. */
export function convolutionAndLstm(): tf.LayersModel {
  return functional(
    (embedded) =>
      apply(
        [
          tf.layers.conv1d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
          tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
          tf.layers.lstm({ units: 5, recurrentActivation: 'sigmoid' }),
        ],
        embedded,
      ),
    8,
  );
}

/** An LSTM in both directions under another one, with the gates of old Keras. */
export function bidirectionalLstm(): tf.LayersModel {
  const both = (units: number, returnSequences: boolean): tf.layers.Layer =>
    tf.layers.bidirectional({
      layer: tf.layers.lstm({
        units,
        returnSequences,
        recurrentActivation: 'hardSigmoid',
      }),
      mergeMode: 'concat',
    });
  return functional((embedded) => apply([both(4, true), both(3, false)], embedded), 6);
}

export const sampleNetworks: readonly (readonly [string, () => tf.LayersModel])[] = [
  ['stacked convolutions', () => stackedConvolutions(16, 12)],
  ['parallel convolutions', parallelConvolutions],
  ['an embedding with two readers', sharedEmbedding],
  ['a convolution under an LSTM', convolutionAndLstm],
  ['bidirectional LSTMs', bidirectionalLstm],
];
