/** A weight array in row-major order, read out of its tensor. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
