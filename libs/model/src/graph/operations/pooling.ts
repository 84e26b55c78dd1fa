import { z } from 'zod';

import { layerSettings, type LayerReaders, one, padding } from '../layer-settings.ts';

/** The greatest of each window: (positions, channels) → (windows, channels). */
export interface MaxPool1dOperation {
  readonly op: 'max_pool1d';
  readonly poolSize: number;
  readonly strides: number;
  readonly padding: 'same' | 'valid';
}

/** All positions in one: (positions, channels) → (channels). */
export interface GlobalPool1dOperation {
  readonly op: 'global_pool1d';
  readonly pool: 'max' | 'average' | 'sum';
}

const poolSettings = z.object({ poolSize: one, strides: one, padding });

export const poolingLayers: LayerReaders<MaxPool1dOperation | GlobalPool1dOperation> = {
  MaxPooling1D: {
    read: (layer) => {
      const settings = layerSettings(layer, poolSettings);
      return [
        {
          op: 'max_pool1d',
          poolSize: settings.poolSize[0],
          strides: settings.strides[0],
          padding: settings.padding,
        },
      ];
    },
  },
  GlobalMaxPooling1D: { read: () => [{ op: 'global_pool1d', pool: 'max' }] },
  GlobalAveragePooling1D: { read: () => [{ op: 'global_pool1d', pool: 'average' }] },
  GlobalSumPooling1D: { read: () => [{ op: 'global_pool1d', pool: 'sum' }] },
};
