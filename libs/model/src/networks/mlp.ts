import { HIGHEST_FEATURE_CODE, lexicalEncoding } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { chain, codesInput, scoreLayer } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * One hidden layer over eleven lexical features, 1,665 parameters: what a network is worth that sees no characters.
 *
 * Yu et al., IJCNN 2018.
 */
export const mlp: Network = {
  name: 'mlp',
  summary: 'one hidden layer over eleven lexical features',
  encoding: lexicalEncoding,
  build: ({ length, seed }) => {
    const { kernel } = seededWeights(seed);
    return chain('mlp', codesInput(length), [
      tf.layers.rescaling({ scale: 1 / HIGHEST_FEATURE_CODE }), // (batch, 11), 0 … 255 → 0 … 1
      tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer: kernel() }), // → (batch, 128)
      scoreLayer(kernel()), // → (batch, 1)
    ]);
  },
};
