import type { Encoding } from '@degas/features';
import type * as tf from '@tensorflow/tfjs';

export interface NetworkSettings {
  /** Codes per name. */
  readonly length: number;
  /** Of every initial weight and dropout. */
  readonly seed: number;
}

/** Changes one row of codes in place before it is trained on; `bits` returns whole numbers below 2³². Padding stays as it is. */
export type Augment = (codes: Uint8Array, bits: () => number) => void;

/** A network of the field: one file, one of these. */
export interface Network {
  readonly name: string;
  /** One line for lists. */
  readonly summary: string;
  /** The encoding it reads; Degas' published one unless said. */
  readonly encoding?: Encoding;
  readonly augment?: Augment;
  /** Input `input_image` int32 [length]; the last layer is Dense(1, sigmoid) named `dense_1`. */
  build(settings: NetworkSettings): tf.LayersModel;
}
