import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layerSettings, type LayerReaders, toWeight, unsupportedLayer } from '../layer-settings.ts';
import type { Weight } from '../weight.ts';

/** Gates in Keras' order: input, forget, cell, output; kernel (channels, 4·units), recurrent (units, 4·units). */
export interface LstmWeights {
  readonly kernel: Weight;
  readonly recurrentKernel: Weight;
  readonly bias: Weight;
}

/** (positions, channels) → (units) or, with sequences, (positions, units); twice as many units in both directions. */
export interface LstmOperation {
  readonly op: 'lstm';
  readonly units: number;
  readonly recurrentActivation: 'sigmoid' | 'hard_sigmoid';
  readonly returnSequences: boolean;
  readonly forward: LstmWeights | null;
  /** Reads from the end; with `forward` too, both outputs are joined. */
  readonly backward: LstmWeights | null;
}

const lstmSettings = z.object({
  units: z.number(),
  activation: z.literal('tanh'),
  recurrentActivation: z.enum(['sigmoid', 'hardSigmoid']),
  returnSequences: z.boolean(),
  goBackwards: z.boolean(),
  useBias: z.literal(true),
});

const bidirectionalSettings = z.object({
  mergeMode: z.literal('concat'),
  layer: z.object({ className: z.literal('LSTM'), config: lstmSettings }),
});

const recurrentActivations = { sigmoid: 'sigmoid', hardSigmoid: 'hard_sigmoid' } as const;

export const lstmLayers: LayerReaders<LstmOperation> = {
  LSTM: { read: readLstm },
  Bidirectional: { read: readBidirectional },
};

function readLstm(layer: tf.layers.Layer): LstmOperation[] {
  const settings = layerSettings(layer, lstmSettings);
  const weights = lstmWeights(layer, layer.getWeights());
  if (settings.goBackwards && settings.returnSequences) {
    const given = 'returns a sequence backwards';
    throw unsupportedLayer(layer, given, 'goBackwards or returnSequences, not both');
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

function readBidirectional(layer: tf.layers.Layer): LstmOperation[] {
  const { layer: inner } = layerSettings(layer, bidirectionalSettings);
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

function lstmWeights(layer: tf.layers.Layer, weights: readonly tf.Tensor[]): LstmWeights {
  return {
    kernel: toWeight(weights[0], layer),
    recurrentKernel: toWeight(weights[1], layer),
    bias: toWeight(weights[2], layer),
  };
}
