import * as tf from '@tensorflow/tfjs';

/** Keras' own starting weights, each drawn from a seed of its own. */
export interface SeededWeights {
  /** Of a product's matrix: Glorot and Bengio's uniform distribution. */
  readonly kernel: () => ReturnType<typeof tf.initializers.glorotUniform>;
  /** Of an embedding: uniform from -.05 to .05. */
  readonly embedding: () => ReturnType<typeof tf.initializers.randomUniform>;
}

export function seededWeights(seed: number): SeededWeights {
  let next = seed;
  return {
    kernel: () => tf.initializers.glorotUniform({ seed: next++ }),
    embedding: () => tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed: next++ }),
  };
}
