/** A weight array in row-major order, read out of its tensor. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** Its name in the files of the layers model; none for what no layer holds, such as the zeros of a missing bias. */
  readonly name?: string;
}
