/** A weight array in row-major order, read out of its tensor. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Gates in Keras' order: input, forget, cell, output; kernel (channels, 4·units), recurrent (units, 4·units). */
export interface LstmWeights {
  readonly kernel: Weight;
  readonly recurrentKernel: Weight;
  readonly bias: Weight;
}

/** Activations that every export knows. `thresholded_relu` keeps what is above `threshold`, and 0 elsewhere. */
export type ActivationFunction = 'relu' | 'sigmoid' | 'tanh' | 'hard_sigmoid' | 'thresholded_relu';

/** What one layer does, without the framework that trained it. */
export type LayerOperation =
  | { readonly op: 'input'; readonly dtype: 'int32' | 'float32' }
  | { readonly op: 'embedding'; readonly table: Weight }
  | {
      readonly op: 'ngram_bag';
      readonly minimum: number;
      readonly maximum: number;
      /** (buckets, units) */
      readonly table: Weight;
    }
  | {
      readonly op: 'word_cover';
      readonly minimum: number;
      readonly maximum: number;
      /** (buckets), whole numbers */
      readonly table: Weight;
    }
  | {
      readonly op: 'conv1d';
      /** (kernelSize, channels, filters) */
      readonly kernel: Weight;
      readonly bias: Weight;
      readonly strides: number;
      readonly dilation: number;
      readonly padding: 'same' | 'valid';
    }
  | {
      readonly op: 'dense';
      /** (channels, units), on the last axis whatever stands before it. */
      readonly kernel: Weight;
      readonly bias: Weight;
    }
  | {
      readonly op: 'activation';
      readonly activation: ActivationFunction;
      readonly threshold: number;
    }
  | {
      readonly op: 'max_pool1d';
      readonly poolSize: number;
      readonly strides: number;
      readonly padding: 'same' | 'valid';
    }
  | { readonly op: 'global_pool1d'; readonly pool: 'max' | 'average' | 'sum' }
  | { readonly op: 'flatten' }
  /** Joins the last axes. */
  | { readonly op: 'concatenate' }
  | { readonly op: 'add' }
  | {
      readonly op: 'lstm';
      readonly units: number;
      readonly recurrentActivation: 'sigmoid' | 'hard_sigmoid';
      readonly returnSequences: boolean;
      readonly forward: LstmWeights | null;
      /** Reads from the end; with `forward` too, both outputs are joined. */
      readonly backward: LstmWeights | null;
    };
