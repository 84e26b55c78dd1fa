import { z } from 'zod';

import { layerSettings, weightOf, type LayerReaders } from '../layer-settings.ts';
import type { Weight } from '../weight.ts';

/** Looks each code's row up: (positions) → (positions, channels). */
export interface EmbeddingOperation {
  readonly op: 'embedding';
  /** (codes, channels) */
  readonly table: Weight;
}

export const embeddingLayers: LayerReaders<EmbeddingOperation> = {
  Embedding: {
    readsCodes: true,
    read: (layer) => {
      layerSettings(layer, z.object({ maskZero: z.literal(false).nullish() }));
      return [{ op: 'embedding', table: weightOf(layer, 0) }];
    },
  },
};
