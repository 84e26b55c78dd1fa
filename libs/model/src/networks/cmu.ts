import * as tf from '@tensorflow/tfjs';

import { chain, codesInput, scoreLayer, VOCABULARY } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * An LSTM in each direction, 115,329 parameters.
 *
 * Yu et al., IJCNN 2018; after Dhingra, Zhou, Fitzpatrick, Muehl, Cohen: Tweet2Vec, ACL 2016.
 */
export const cmu: Network = {
  name: 'cmu',
  summary: 'an LSTM in each direction',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    const lstm = tf.layers.lstm({
      units: 64,
      kernelInitializer: kernel(),
      recurrentInitializer: kernel(),
    });
    return chain('cmu', codesInput(length), [
      tf.layers.embedding({
        inputDim: VOCABULARY,
        outputDim: 128,
        embeddingsInitializer: embedding(),
      }), // (batch, 75) → (batch, 75, 128)
      tf.layers.bidirectional({ layer: lstm, mergeMode: 'concat' }), // → (batch, 128)
      scoreLayer(kernel()), // → (batch, 1)
    ]);
  },
};
