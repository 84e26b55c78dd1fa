import * as tf from '@tensorflow/tfjs';

import { chain, codesInput, scoreLayer, VOCABULARY } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * A convolution and an LSTM, 115,137 parameters.
 *
 * Yu et al., IJCNN 2018; after Vosoughi, Vijayaraghavan, Roy: Tweet2Vec, SIGIR 2016.
 */
export const mit: Network = {
  name: 'mit',
  summary: 'a convolution, then an LSTM',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    return chain('mit', codesInput(length), [
      tf.layers.embedding({
        inputDim: VOCABULARY,
        outputDim: 128,
        embeddingsInitializer: embedding(),
      }), // (batch, 75) → (batch, 75, 128)
      tf.layers.conv1d({
        filters: 128,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: kernel(),
      }), // → (batch, 75, 128)
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }), // → (batch, 38, 128)
      tf.layers.lstm({ units: 64, kernelInitializer: kernel(), recurrentInitializer: kernel() }), // → (batch, 64)
      scoreLayer(kernel()), // → (batch, 1)
    ]);
  },
};
