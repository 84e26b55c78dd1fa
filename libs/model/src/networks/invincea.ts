import * as tf from '@tensorflow/tfjs';

import { codesInput, scoreLayer, VOCABULARY } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * Four parallel convolutions, each summed over all positions, and two wide dense layers, 2,576,385 parameters.
 *
 * Saxe, Berlin: eXpose, A Character-Level Convolutional Neural Network with Embeddings for Detecting Malicious URLs, 2017.
 */
export const invincea: Network = {
  name: 'invincea',
  summary: 'four parallel convolutions, summed over time (eXpose)',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    const input = codesInput(length);
    const embedded = tf.layers
      .embedding({ inputDim: VOCABULARY, outputDim: 128, embeddingsInitializer: embedding() })
      .apply(input) as tf.SymbolicTensor; // (batch, 75) → (batch, 75, 128)
    const summed = [2, 3, 4, 5].map((kernelSize) =>
      [
        tf.layers.conv1d({
          filters: 256,
          kernelSize,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: kernel(),
        }), // → (batch, 75, 256)
        tf.layers.globalAveragePooling1d({}), // → (batch, 256)
        tf.layers.rescaling({ scale: length }), // a mean times its count: the sum, by standard layers
        tf.layers.dropout({ rate: 0.5 }),
      ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, embedded),
    );
    const joined = tf.layers.concatenate().apply(summed) as tf.SymbolicTensor; // → (batch, 1024)
    const wide = [1, 2].flatMap(() => [
      tf.layers.dense({ units: 1024, activation: 'relu', kernelInitializer: kernel() }), // → (batch, 1024)
      tf.layers.dropout({ rate: 0.5 }),
    ]);
    const hidden = wide.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, joined);
    const score = scoreLayer(kernel()).apply(hidden) as tf.SymbolicTensor; // → (batch, 1)
    return tf.model({ inputs: input, outputs: score, name: 'invincea' });
  },
};
