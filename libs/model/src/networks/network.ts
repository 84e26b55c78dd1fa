import { type Encoding } from '@degas/features';
import type * as tf from '@tensorflow/tfjs';

export interface NetworkSettings {
  /** Codes per name. */
  readonly length: number;
  /** Of every initial weight and dropout. */
  readonly seed: number;
}

/** A network of the field: one file, one of these. Standard layers only, so that any TensorFlow.js reads its model.json. */
export interface Network {
  readonly name: string;
  /** One line for lists. */
  readonly summary: string;
  /** The encoding it reads; Degas' published one unless said. */
  readonly encoding?: Encoding;
  /** Input `input_image` int32 [length]; the last layer is Dense(1, sigmoid) named `dense_1`. */
  build(settings: NetworkSettings): tf.LayersModel;
}
