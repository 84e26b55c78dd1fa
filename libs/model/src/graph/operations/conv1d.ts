import { z } from 'zod';

import {
  biasOf,
  layerSettings,
  type LayerReaders,
  one,
  padding,
  weightOf,
} from '../layer-settings.ts';
import type { Weight } from '../weight.ts';
import { type ActivationOperation, readActivation } from './activation.ts';

/** Convolution over positions: (positions, channels) → (windows, filters). */
export interface Conv1dOperation {
  readonly op: 'conv1d';
  /** (kernelSize, channels, filters) */
  readonly kernel: Weight;
  /** (filters) */
  readonly bias: Weight;
  readonly strides: number;
  readonly dilation: number;
  readonly padding: 'same' | 'valid';
}

const convolutionSettings = z.object({
  padding,
  strides: one,
  dilationRate: z.union([one, z.number()]),
});

export const conv1dLayers: LayerReaders<Conv1dOperation | ActivationOperation> = {
  Conv1D: {
    read: (layer) => {
      const settings = layerSettings(layer, convolutionSettings);
      const kernel = weightOf(layer, 0);
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
        ...readActivation(layer),
      ];
    },
  },
};
