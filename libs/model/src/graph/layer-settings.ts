import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { ModelError } from '../errors.ts';
import type { Weight } from './weight.ts';

type Layer = tf.layers.Layer;

export const padding = z.enum(['same', 'valid']);
/** A list of one whole number, as layers over one dimension have their sizes. */
export const one = z.tuple([z.number().int().positive()]);

/** How layers of one class are read; `readsCodes` where their input is codes and not numbers. */
export interface LayerReader<Operation> {
  /** Returns the layer's operations, in order; none where it does nothing when scoring. */
  readonly read: (layer: Layer) => Operation[];
  readonly readsCodes?: true;
}

/** Readers by the layers' class names. */
export type LayerReaders<Operation> = Readonly<Record<string, LayerReader<Operation>>>;

/** Returns the refusal to export `layer`: what it has, what was expected. */
export function unsupportedLayer(
  layer: { readonly name: string },
  given: string,
  expected: string,
): ModelError {
  return new ModelError(
    'MODEL_UNSUPPORTED_LAYER',
    `Layer '${layer.name}' ${given}, but this export needs ${expected}; change the layer, or use another export.`,
  );
}

/** Returns the layer's settings, or throws `MODEL_UNSUPPORTED_LAYER` naming the one that exports don't know. */
export function layerSettings<T>(layer: Layer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(layer.getConfig());
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unsupportedLayer(
    layer,
    `has a setting '${issue?.path.join('.') ?? ''}' that exports don't know`,
    issue?.message ?? 'a known one',
  );
}

/** Returns a copy of one of the layer's weights. */
export function weightOf(layer: Layer, index: number): Weight {
  const { shape, data } = toWeight(layer.getWeights()[index], layer);
  const name = layer.weights[index]?.originalName;
  return { shape, data, ...(name === undefined ? {} : { name }) };
}

export function toWeight(tensor: tf.Tensor | undefined, layer: Layer): Weight {
  if (tensor === undefined) throw unsupportedLayer(layer, 'has no weights yet', 'a built network');
  return { shape: tensor.shape, data: Float32Array.from(tensor.dataSync()) };
}

/** Returns the layer's bias, or zeros where it has none. */
export function biasOf(layer: Layer, units: number): Weight {
  const { useBias } = layerSettings(layer, z.object({ useBias: z.boolean() }));
  return useBias ? weightOf(layer, 1) : { shape: [units], data: new Float32Array(units) };
}
