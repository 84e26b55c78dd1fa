import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { ModelError } from '../errors.ts';
import type { ActivationFunction, LayerOperation, LstmWeights, Weight } from './operations.ts';

type Layer = tf.layers.Layer;
type Reader = (layer: Layer, input: tf.SymbolicTensor) => LayerOperation[];

/** How each class of layer reads; a layer that does nothing when scoring reads as nothing. */
const readers: Readonly<Record<string, Reader>> = {
  InputLayer: (_, input) => [{ op: 'input', dtype: readsCodes(input) ? 'int32' : 'float32' }],
  Embedding: readEmbedding,
  NgramBag: (layer) => [{ op: 'ngram_bag', ...readWindows(layer) }],
  WordCover: (layer) => [{ op: 'word_cover', ...readWindows(layer) }],
  Conv1D: readConv1d,
  Dense: readDense,
  Activation: (layer) => activation(layer),
  ReLU: readRelu,
  ThresholdedReLU: (layer) => {
    const { theta } = config(layer, z.object({ theta: z.number() }));
    return [{ op: 'activation', activation: 'thresholded_relu', threshold: theta }];
  },
  MaxPooling1D: readMaxPool1d,
  GlobalMaxPooling1D: () => [{ op: 'global_pool1d', pool: 'max' }],
  GlobalAveragePooling1D: () => [{ op: 'global_pool1d', pool: 'average' }],
  GlobalSumPooling1D: () => [{ op: 'global_pool1d', pool: 'sum' }],
  Flatten: () => [{ op: 'flatten' }],
  Concatenate: readConcatenate,
  Add: () => [{ op: 'add' }],
  Dropout: () => [],
  SpatialDropout1D: () => [],
  LSTM: readLstm,
  Bidirectional: readBidirectional,
};

/** The operations of one layer, in order; its own activation, if any, is the last. */
export function readLayer(layer: Layer, input: tf.SymbolicTensor): LayerOperation[] {
  const reader = readers[layer.getClassName()];
  if (reader === undefined) {
    throw unsupported(
      layer,
      `is a ${layer.getClassName()}`,
      `one of ${Object.keys(readers).join(', ')}`,
    );
  }
  return reader(layer, input);
}

/** A refusal to export `layer`: what it has, what was expected. */
export function unsupported(
  layer: { readonly name: string },
  given: string,
  expected: string,
): ModelError {
  return new ModelError(
    'MODEL_UNSUPPORTED_LAYER',
    `Layer '${layer.name}' ${given}, but this export needs ${expected}; change the layer, or use another export.`,
  );
}

const activationNames = {
  linear: null,
  relu: 'relu',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  hardSigmoid: 'hard_sigmoid',
} as const satisfies Record<string, ActivationFunction | null>;

const activationName = z.enum(
  Object.keys(activationNames) as [
    keyof typeof activationNames,
    ...(keyof typeof activationNames)[],
  ],
);
const padding = z.enum(['same', 'valid']);
const one = z.tuple([z.number().int().positive()]);

function config<T>(layer: Layer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(layer.getConfig());
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unsupported(
    layer,
    `has a setting '${issue?.path.join('.') ?? ''}' that exports don't know`,
    issue?.message ?? 'a known one',
  );
}

function activation(layer: Layer): LayerOperation[] {
  const name = activationNames[config(layer, z.object({ activation: activationName })).activation];
  return name === null ? [] : [{ op: 'activation', activation: name, threshold: 0 }];
}

function weight(layer: Layer, index: number): Weight {
  return toWeight(layer.getWeights()[index], layer);
}

function toWeight(tensor: tf.Tensor | undefined, layer: Layer): Weight {
  if (tensor === undefined) throw unsupported(layer, 'has no weights yet', 'a built network');
  return { shape: tensor.shape, data: Float32Array.from(tensor.dataSync()) };
}

/** The layer's bias, or zeros where it has none. */
function biasOf(layer: Layer, units: number): Weight {
  const { useBias } = config(layer, z.object({ useBias: z.boolean() }));
  return useBias ? weight(layer, 1) : { shape: [units], data: new Float32Array(units) };
}

function readsCodes(input: tf.SymbolicTensor): boolean {
  return input.sourceLayer.outboundNodes.some((node) =>
    ['Embedding', 'NgramBag', 'WordCover'].includes(node.outboundLayer.getClassName()),
  );
}

function readEmbedding(layer: Layer): LayerOperation[] {
  config(layer, z.object({ maskZero: z.literal(false).nullish() }));
  return [{ op: 'embedding', table: weight(layer, 0) }];
}

/** Sizes of the windows that a layer looks up, and the table it looks them up in. */
function readWindows(layer: Layer): { minimum: number; maximum: number; table: Weight } {
  const sizes = config(layer, z.object({ minimum: z.number(), maximum: z.number() }));
  return { ...sizes, table: weight(layer, 0) };
}

function readConv1d(layer: Layer): LayerOperation[] {
  const settings = config(
    layer,
    z.object({ padding, strides: one, dilationRate: z.union([one, z.number()]) }),
  );
  const kernel = weight(layer, 0);
  const { dilationRate } = settings;
  return [
    {
      op: 'conv1d',
      kernel,
      bias: biasOf(layer, kernel.shape[2] ?? 0),
      strides: settings.strides[0],
      dilation: typeof dilationRate === 'number' ? dilationRate : dilationRate[0],
      padding: settings.padding,
    },
    ...activation(layer),
  ];
}

/** The kernel is (channels, units). */
function readDense(layer: Layer): LayerOperation[] {
  const kernel = weight(layer, 0);
  const bias = biasOf(layer, kernel.shape[1] ?? 0);
  return [{ op: 'dense', kernel, bias }, ...activation(layer)];
}

function readRelu(layer: Layer): LayerOperation[] {
  config(layer, z.object({ maxValue: z.null().optional() }));
  return [{ op: 'activation', activation: 'relu', threshold: 0 }];
}

function readMaxPool1d(layer: Layer): LayerOperation[] {
  const settings = config(layer, z.object({ poolSize: one, strides: one, padding }));
  return [
    {
      op: 'max_pool1d',
      poolSize: settings.poolSize[0],
      strides: settings.strides[0],
      padding: settings.padding,
    },
  ];
}

function readConcatenate(layer: Layer): LayerOperation[] {
  const { axis } = config(layer, z.object({ axis: z.number() }));
  const rank = (layer.outputShape as tf.Shape).length;
  if (axis !== -1 && axis !== rank - 1) {
    throw unsupported(layer, `joins axis ${axis}`, 'a concatenation of the last axis (-1)');
  }
  return [{ op: 'concatenate' }];
}

const lstmConfig = z.object({
  units: z.number(),
  activation: z.literal('tanh'),
  recurrentActivation: z.enum(['sigmoid', 'hardSigmoid']),
  returnSequences: z.boolean(),
  goBackwards: z.boolean(),
  useBias: z.literal(true),
});

const recurrentActivations = { sigmoid: 'sigmoid', hardSigmoid: 'hard_sigmoid' } as const;

function lstmWeights(layer: Layer, weights: readonly tf.Tensor[]): LstmWeights {
  return {
    kernel: toWeight(weights[0], layer),
    recurrentKernel: toWeight(weights[1], layer),
    bias: toWeight(weights[2], layer),
  };
}

function readLstm(layer: Layer): LayerOperation[] {
  const settings = config(layer, lstmConfig);
  const weights = lstmWeights(layer, layer.getWeights());
  if (settings.goBackwards && settings.returnSequences) {
    throw unsupported(
      layer,
      'gives a sequence backwards',
      'goBackwards or returnSequences, not both',
    );
  }
  return [
    {
      op: 'lstm',
      units: settings.units,
      recurrentActivation: recurrentActivations[settings.recurrentActivation],
      returnSequences: settings.returnSequences,
      forward: settings.goBackwards ? null : weights,
      backward: settings.goBackwards ? weights : null,
    },
  ];
}

function readBidirectional(layer: Layer): LayerOperation[] {
  const { layer: inner } = config(
    layer,
    z.object({
      mergeMode: z.literal('concat'),
      layer: z.object({ className: z.literal('LSTM'), config: lstmConfig }),
    }),
  );
  const weights = layer.getWeights();
  return [
    {
      op: 'lstm',
      units: inner.config.units,
      recurrentActivation: recurrentActivations[inner.config.recurrentActivation],
      returnSequences: inner.config.returnSequences,
      forward: lstmWeights(layer, weights.slice(0, 3)),
      backward: lstmWeights(layer, weights.slice(3)),
    },
  ];
}
