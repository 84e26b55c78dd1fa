import * as tf from '@tensorflow/tfjs';

import { codesInput, scoreLayer, VOCABULARY } from '../networks/input-output-layers.ts';
import type { Network } from '../networks/network.ts';
import { seededWeights } from '../networks/seeded-weights.ts';

/**
 * Three kernel widths side by side, the largest answer of each kept, 16,445 parameters.
 *
 * Kim: Convolutional Neural Networks for Sentence Classification, EMNLP 2014.
 */
export const tiny: Network = {
  name: 'tiny',
  summary: 'three parallel convolutions, their largest answers',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    const input = codesInput(length);
    const embedded = tf.layers
      .embedding({ inputDim: VOCABULARY, outputDim: 32, embeddingsInitializer: embedding() })
      .apply(input) as tf.SymbolicTensor; // (batch, 75) → (batch, 75, 32)
    const answers = [2, 3, 4].map((kernelSize) => {
      const convolved = tf.layers
        .conv1d({
          filters: 42,
          kernelSize,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: kernel(),
        })
        .apply(embedded); // → (batch, 75, 42)
      return tf.layers.globalMaxPooling1d({}).apply(convolved) as tf.SymbolicTensor; // → (batch, 42)
    });
    const joined = tf.layers.concatenate().apply(answers) as tf.SymbolicTensor; // → (batch, 126)
    const output = scoreLayer(kernel()).apply(joined) as tf.SymbolicTensor; // → (batch, 1)
    return tf.model({ inputs: input, outputs: output, name: 'tiny' });
  },
};
