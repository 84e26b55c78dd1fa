import * as tf from '@tensorflow/tfjs';

import { type Network } from './network.ts';

/**
 * The original Degas' network, 254,337 parameters at 75 codes. Two stacked convolutions over characters.
 *
 * Yu, Pan, Hu, Nascimento, De Cock: Character Level based Detection of DGA Domain Names, IJCNN 2018; after
 * Zhang, Zhao, LeCun: Character-level Convolutional Networks for Text Classification, NIPS 2015.
 */
export const nyu: Network = {
  name: 'nyu',
  summary: 'two stacked character convolutions (the original Degas)',
  build: ({ length, seed }) => {
    const start = (offset: number) => tf.initializers.glorotUniform({ seed: seed + offset });
    const input = tf.input({ shape: [length], dtype: 'int32', name: 'input_image' });
    const layers = [
      tf.layers.embedding({
        inputDim: 128,
        outputDim: 128,
        embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed }),
      }), // (batch, 75) → (batch, 75, 128)
      tf.layers.conv1d({
        filters: 128,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: start(1),
      }), // → (batch, 75, 128)
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }), // → (batch, 38, 128)
      tf.layers.conv1d({
        filters: 128,
        kernelSize: 2,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: start(2),
      }), // → (batch, 38, 128)
      tf.layers.maxPooling1d({ poolSize: 2, padding: 'same' }), // → (batch, 19, 128)
      tf.layers.flatten(), // → (batch, 2432)
      tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: start(3) }), // → (batch, 64)
      tf.layers.dropout({ rate: 0.5, seed: seed + 4 }),
      tf.layers.dense({
        units: 1,
        activation: 'sigmoid',
        name: 'dense_1',
        kernelInitializer: start(5),
      }), // → (batch, 1)
    ];
    const output = layers.reduce<tf.SymbolicTensor>(
      (x, layer) => layer.apply(x) as tf.SymbolicTensor,
      input,
    );
    return tf.model({ inputs: input, outputs: output, name: 'nyu' });
  },
};
