import * as tf from '@tensorflow/tfjs';

import { chain, codesInput, scoreLayer, VOCABULARY } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * No hidden layer, 25,985 parameters: what a deeper network has to beat.
 *
 * Yu et al., IJCNN 2018.
 */
export const baseline: Network = {
  name: 'baseline',
  summary: 'embedded characters straight to the score',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    return chain('baseline', codesInput(length), [
      tf.layers.embedding({
        inputDim: VOCABULARY,
        outputDim: 128,
        embeddingsInitializer: embedding(),
      }), // (batch, 75) → (batch, 75, 128)
      tf.layers.flatten(), // → (batch, 9600)
      scoreLayer(kernel()), // → (batch, 1)
    ]);
  },
};
