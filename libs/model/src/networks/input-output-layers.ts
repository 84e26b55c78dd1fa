import * as tf from '@tensorflow/tfjs';

/** The published networks' vocabulary is wider than any encoding needs, which is why their parameter counts are what they are. */
export const VOCABULARY = 128;

/** The layer that a family head reads; a network without one of this name can have none. */
export const FEATURES = 'features';

/** Layers one after another behind the input that every client of the service knows, and the score at their end. */
export function chain(
  name: string,
  input: tf.SymbolicTensor,
  layers: readonly tf.layers.Layer[],
): tf.LayersModel {
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output, name });
}

/** Codes of a name, (batch, length) int32. */
export function codesInput(length: number): tf.SymbolicTensor {
  return tf.input({ shape: [length], dtype: 'int32', name: 'input_image' });
}

/** (batch, channels) → (batch, 1), the probability that a DGA made the name. */
export function scoreLayer(
  kernelInitializer: ReturnType<typeof tf.initializers.glorotUniform>,
): tf.layers.Layer {
  return tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'dense_1', kernelInitializer });
}
