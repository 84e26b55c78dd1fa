import * as tf from '@tensorflow/tfjs';

import { chain, codesInput, scoreLayer, VOCABULARY } from './input-output-layers.ts';
import type { Network } from './network.ts';
import { seededWeights } from './seeded-weights.ts';

/**
 * The original Degas' network, 254,337 parameters at 75 codes: two stacked convolutions over characters.
 *
 * Yu, Pan, Hu, Nascimento, De Cock: Character Level based Detection of DGA Domain Names, IJCNN 2018; after
 * Zhang, Zhao, LeCun: Character-level Convolutional Networks for Text Classification, NIPS 2015.
 */
export const nyu: Network = {
  name: 'nyu',
  summary: 'two stacked character convolutions (the original Degas)',
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    const convolution = (kernelSize: number): tf.layers.Layer =>
      tf.layers.conv1d({
        filters: 128,
        kernelSize,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: kernel(),
      });
    return chain('nyu', codesInput(length), [
      tf.layers.embedding({
        inputDim: VOCABULARY,
        outputDim: 128,
        embeddingsInitializer: embedding(),
      }), // (batch, 75) → (batch, 75, 128)
      convolution(3), // → (batch, 75, 128)
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }), // → (batch, 38, 128)
      convolution(2), // → (batch, 38, 128)
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }), // → (batch, 19, 128)
      tf.layers.flatten(), // → (batch, 2432)
      tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: kernel() }), // → (batch, 64)
      tf.layers.dropout({ rate: 0.5 }),
      scoreLayer(kernel()), // → (batch, 1)
    ]);
  },
};
