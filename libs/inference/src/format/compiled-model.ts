import type { GroupHeader } from '../group/group-header.ts';

/** What a layer does to its sum; `logits` leave the engine only after the sigmoid. */
export type Activation = 'linear' | 'relu' | 'sigmoid';

/**
 * A weight array of the compiled form, row-major. Of int8 data each value counts `scales[c]`, where c is its index on
 * the last axis, or `scales[0]` where there is only one.
 */
export type CompiledTensor =
  | { readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly shape: readonly number[]; readonly data: Int8Array; readonly scales: Float32Array };

/**
 * One step of the network. `inputs` names earlier nodes; a node's value is (positions, channels) before
 * pooling over time or flattening, and (channels) after.
 */
export type CompiledNode = { readonly name: string; readonly inputs: readonly string[] } & (
  | { readonly op: 'codes' }
  /** Embedding and Conv1D in one: kernel[j][code] is a row of `filters` numbers to add; stride 1. */
  | {
      readonly op: 'table_conv1d';
      readonly kernelSize: number;
      readonly filters: number;
      readonly padding: 'same' | 'valid';
      readonly activation: Activation;
      /** Tensor (kernelSize, vocabulary, filters) = embedding · kernel[j]. */
      readonly tables: string;
      /** Tensor (filters). */
      readonly bias: string;
    }
  /**
   * The sum (or mean) of one table row for each window of `minimum` to `maximum` codes that holds no `paddingCode`;
   * `ngramBuckets` says which rows. A name without such a window has the value 0.
   */
  | {
      readonly op: 'ngram_bag';
      readonly minimum: number;
      readonly maximum: number;
      readonly paddingCode: number;
      readonly combine: 'sum' | 'mean';
      /** Tensor (buckets, channels), buckets a power of two. */
      readonly table: string;
    }
  /** Shares of a name covered by words of `minimum` codes or more, up to `maximum` or more; see `wordCoverage` of `@degas/features`. */
  | {
      readonly op: 'word_cover';
      readonly minimum: number;
      readonly maximum: number;
      readonly paddingCode: number;
      readonly endCode: number;
      /** Tensor (buckets) of int8 with a scale of 1, buckets a power of two. */
      readonly table: string;
    }
  /** Tensor (vocabulary, channels). */
  | { readonly op: 'embedding'; readonly table: string }
  | {
      readonly op: 'conv1d';
      readonly kernelSize: number;
      readonly filters: number;
      readonly padding: 'same' | 'valid';
      readonly activation: Activation;
      /** Tensor (kernelSize, channels, filters). */
      readonly kernel: string;
      readonly bias: string;
    }
  | {
      readonly op: 'max_pool1d';
      readonly poolSize: number;
      readonly strides: number;
      /** `same` (the default) keeps windows that reach over the ends, as TensorFlow places them; `valid` drops them. */
      readonly padding?: 'same' | 'valid';
    }
  | { readonly op: 'global_max_pool1d' }
  | { readonly op: 'global_average_pool1d' }
  | { readonly op: 'global_sum_pool1d' }
  | { readonly op: 'flatten' }
  | { readonly op: 'concatenate' }
  | {
      readonly op: 'dense';
      readonly units: number;
      readonly activation: Activation;
      /** Tensor (channels, units). */
      readonly kernel: string;
      readonly bias: string;
    }
);

/** The levels that a model is measured at, the most permissive first. */
export const operatingLevels = ['low', 'medium', 'high'] as const;
export type OperatingLevel = (typeof operatingLevels)[number];

/** Scores at or above `threshold` are called DGA at this false-positive rate. */
export interface OperatingPoint {
  readonly level: OperatingLevel;
  readonly falsePositiveRate: number;
  readonly threshold: number;
  /** How many benign names the rate was measured on. */
  readonly benignNames: number;
}

/** A network without its training framework: what `degas.bin` holds and the engine runs. */
export interface CompiledModel {
  readonly name: string;
  readonly version: number;
  readonly encoding: { readonly name: string; readonly version: number; readonly length: number };
  /** In order of evaluation; the last node's value is (1), the score. */
  readonly nodes: readonly CompiledNode[];
  readonly tensors: Readonly<Record<string, CompiledTensor>>;
  /** Index 0 benign, 1 DGA. */
  readonly labels: readonly [string, string];
  /** Scores at or above this get label 1 when no operating point is chosen. */
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly families: readonly string[];
  /** The node whose value has one number per family, the greatest for the likeliest; absent where no such head was trained. */
  readonly familyNode?: string;
  /** The softmax probability from which a family is a candidate; absent where none was measured. */
  readonly candidateThreshold?: number;
  /** The network that judges groups of names; absent where none was trained. */
  readonly group?: GroupHeader;
}

/** Returns every value of a tensor as a float: itself for float data, value × scale for int8. */
export function tensorValues(tensor: CompiledTensor): Float32Array {
  if (!('scales' in tensor)) return tensor.data;
  const { data, scales } = tensor;
  return Float32Array.from(data, (value, i) => value * (scales[i % scales.length] ?? 0));
}
