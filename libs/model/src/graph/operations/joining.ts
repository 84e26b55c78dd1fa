import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layerSettings, type LayerReaders, unsupportedLayer } from '../layer-settings.ts';

/** (positions, channels) → (positions · channels) */
export interface FlattenOperation {
  readonly op: 'flatten';
}

/** Joins the last axes of its inputs. */
export interface ConcatenateOperation {
  readonly op: 'concatenate';
}

/** The sum of its inputs, which have one shape. */
export interface AddOperation {
  readonly op: 'add';
}

export const joiningLayers: LayerReaders<FlattenOperation | ConcatenateOperation | AddOperation> = {
  Flatten: { read: () => [{ op: 'flatten' }] },
  Concatenate: {
    read: (layer) => {
      const { axis } = layerSettings(layer, z.object({ axis: z.number() }));
      const rank = (layer.outputShape as tf.Shape).length;
      if (axis !== -1 && axis !== rank - 1) {
        const expected = 'a concatenation of the last axis (-1)';
        throw unsupportedLayer(layer, `joins axis ${axis}`, expected);
      }
      return [{ op: 'concatenate' }];
    },
  },
  Add: { read: () => [{ op: 'add' }] },
};
