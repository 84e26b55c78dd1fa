import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layerSettings, type LayerReaders } from '../layer-settings.ts';

/** Activations that every export knows. `thresholded_relu` keeps what is above `threshold`, and 0 elsewhere. */
export type ActivationFunction = 'relu' | 'sigmoid' | 'tanh' | 'hard_sigmoid' | 'thresholded_relu';

export interface ActivationOperation {
  readonly op: 'activation';
  readonly activation: ActivationFunction;
  readonly threshold: number;
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

/** Returns the activation in a layer's own settings; nothing where it is linear. */
export function readActivation(layer: tf.layers.Layer): ActivationOperation[] {
  const settings = layerSettings(layer, z.object({ activation: activationName }));
  const name = activationNames[settings.activation];
  return name === null ? [] : [{ op: 'activation', activation: name, threshold: 0 }];
}

export const activationLayers: LayerReaders<ActivationOperation> = {
  Activation: { read: readActivation },
  ReLU: {
    read: (layer) => {
      layerSettings(layer, z.object({ maxValue: z.null().optional() }));
      return [{ op: 'activation', activation: 'relu', threshold: 0 }];
    },
  },
  ThresholdedReLU: {
    read: (layer) => {
      const { theta } = layerSettings(layer, z.object({ theta: z.number() }));
      return [{ op: 'activation', activation: 'thresholded_relu', threshold: theta }];
    },
  },
};
