import * as tf from '@tensorflow/tfjs';

import { chain, codesInput, scoreLayer, VOCABULARY } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * One LSTM over characters, 148,097 parameters: the first deep network for DGA names.
 *
 * Woodbridge, Anderson, Ahuja, Grant: Predicting Domain Generation Algorithms with Long Short-Term Memory Networks, 2016.
 */
export const endgame: Network = {
  name: 'endgame',
  summary: 'one LSTM over characters',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    return chain('endgame', codesInput(length), [
      tf.layers.embedding({
        inputDim: VOCABULARY,
        outputDim: 128,
        embeddingsInitializer: embedding(),
      }), // (batch, 75) → (batch, 75, 128)
      tf.layers.lstm({ units: 128, kernelInitializer: kernel(), recurrentInitializer: kernel() }), // → (batch, 128)
      tf.layers.dropout({ rate: 0.5 }),
      scoreLayer(kernel()), // → (batch, 1)
    ]);
  },
};
