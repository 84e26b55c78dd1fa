import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { ModelError } from '../errors.ts';

/** A layer as Keras describes it, of version 2 or 3. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: unknown;
}

type Builder = (config: unknown, name: string) => tf.layers.Layer;

/** Weights are set right after building: drawing random ones first would be waste. */
const zeros = {
  kernelInitializer: 'zeros',
  recurrentInitializer: 'zeros',
  biasInitializer: 'zeros',
} as const;

const one = z
  .union([z.number().int().positive(), z.tuple([z.number().int().positive()])])
  .transform((v) => [v].flat()[0] ?? 1);
const padding = z.enum(['same', 'valid']);
const activation = z.enum(['linear', 'relu', 'sigmoid', 'tanh']);
const channelsLast = z.literal('channels_last').optional();
/** Some versions write a number as the array that it was. */
const float = z.union([
  z.number(),
  z.object({ value: z.number() }).transform(({ value }) => value),
]);

const lstm = z.object({
  units: z.number(),
  activation: z.literal('tanh'),
  recurrent_activation: z.enum(['sigmoid', 'hard_sigmoid']),
  use_bias: z.literal(true),
  return_sequences: z.boolean(),
  go_backwards: z.boolean().optional(),
  return_state: z.literal(false).optional(),
});

const recurrentActivations = { sigmoid: 'sigmoid', hard_sigmoid: 'hardSigmoid' } as const;

function buildLstm(config: z.infer<typeof lstm>, name?: string) {
  return tf.layers.lstm({
    ...zeros,
    units: config.units,
    recurrentActivation: recurrentActivations[config.recurrent_activation],
    returnSequences: config.return_sequences,
    goBackwards: config.go_backwards ?? false,
    ...(name !== undefined && { name }),
  });
}

/** Pairs what a layer's config must be with how to build it. */
function builder<T>(
  schema: z.ZodType<T>,
  build: (config: T, name: string) => tf.layers.Layer,
): Builder {
  return (config, name) => {
    const parsed = schema.safeParse(config);
    if (parsed.success) return build(parsed.data, name);
    const [issue] = parsed.error.issues;
    throw new ModelError(
      'MODEL_UNSUPPORTED_LAYER',
      `Layer '${name}' has a setting '${issue?.path.join('.') ?? ''}' that an import doesn't know (${issue?.message ?? ''}); export another form of the model from Keras.`,
    );
  };
}

const builders: Readonly<Record<string, Builder>> = {
  Embedding: builder(
    z.object({
      input_dim: z.number(),
      output_dim: z.number(),
      mask_zero: z.literal(false).nullish(),
    }),
    ({ input_dim, output_dim }, name) =>
      tf.layers.embedding({
        name,
        inputDim: input_dim,
        outputDim: output_dim,
        embeddingsInitializer: 'zeros',
      }),
  ),
  Conv1D: builder(
    z.object({
      filters: z.number(),
      kernel_size: one,
      strides: one,
      dilation_rate: one,
      padding,
      activation,
      use_bias: z.boolean(),
      data_format: channelsLast,
      groups: z.literal(1).optional(),
    }),
    (config, name) =>
      tf.layers.conv1d({
        ...zeros,
        name,
        filters: config.filters,
        kernelSize: config.kernel_size,
        strides: config.strides,
        dilationRate: config.dilation_rate,
        padding: config.padding,
        activation: config.activation,
        useBias: config.use_bias,
      }),
  ),
  Dense: builder(
    z.object({ units: z.number(), activation, use_bias: z.boolean() }),
    ({ units, activation: by, use_bias: useBias }, name) =>
      tf.layers.dense({ ...zeros, name, units, activation: by, useBias }),
  ),
  ThresholdedReLU: builder(z.object({ theta: float }), ({ theta }, name) =>
    tf.layers.thresholdedReLU({ name, theta }),
  ),
  ReLU: builder(
    z.object({
      max_value: z.null().optional(),
      negative_slope: float.pipe(z.literal(0)).optional(),
      threshold: float.pipe(z.literal(0)).optional(),
    }),
    (_, name) => tf.layers.reLU({ name }),
  ),
  Activation: builder(z.object({ activation }), ({ activation: by }, name) =>
    tf.layers.activation({ name, activation: by }),
  ),
  MaxPooling1D: builder(
    z.object({ pool_size: one, strides: one, padding, data_format: channelsLast }),
    ({ pool_size: poolSize, strides, padding: at }, name) =>
      tf.layers.maxPooling1d({ name, poolSize, strides, padding: at }),
  ),
  GlobalMaxPooling1D: builder(z.object({ data_format: channelsLast }), (_, name) =>
    tf.layers.globalMaxPooling1d({ name }),
  ),
  GlobalAveragePooling1D: builder(z.object({ data_format: channelsLast }), (_, name) =>
    tf.layers.globalAveragePooling1d({ name }),
  ),
  Flatten: builder(z.object({ data_format: channelsLast }), (_, name) =>
    tf.layers.flatten({ name }),
  ),
  Concatenate: builder(z.object({ axis: z.number() }), ({ axis }, name) =>
    tf.layers.concatenate({ name, axis }),
  ),
  Add: builder(z.object({}), (_, name) => tf.layers.add({ name })),
  Dropout: builder(z.object({ rate: z.number() }), ({ rate }, name) =>
    tf.layers.dropout({ name, rate }),
  ),
  SpatialDropout1D: builder(z.object({ rate: z.number() }), ({ rate }, name) =>
    tf.layers.spatialDropout1d({ name, rate }),
  ),
  LSTM: builder(lstm, buildLstm),
  Bidirectional: builder(
    z.object({
      merge_mode: z.literal('concat'),
      layer: z.object({ class_name: z.literal('LSTM'), config: lstm }),
    }),
    ({ layer }, name) =>
      tf.layers.bidirectional({ name, mergeMode: 'concat', layer: buildLstm(layer.config) }),
  ),
};

/** The TensorFlow.js layer that a Keras layer's description asks for, or a `MODEL_UNSUPPORTED_LAYER` naming it. */
export function buildKerasLayer({ className, name, config }: KerasLayer): tf.layers.Layer {
  const build = builders[className];
  if (build !== undefined) return build(config, name);
  throw new ModelError(
    'MODEL_UNSUPPORTED_LAYER',
    `Layer '${name}' is a ${className}, but an import knows ${Object.keys(builders).join(', ')}; build the network from those.`,
  );
}
