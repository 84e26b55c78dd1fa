import { biasOf, type LayerReaders, weightOf } from '../layer-settings.ts';
import type { Weight } from '../weight.ts';
import { type ActivationOperation, readActivation } from './activation.ts';

/** A matrix product on the last axis, whatever is before it: (…, channels) → (…, units). */
export interface DenseOperation {
  readonly op: 'dense';
  /** (channels, units) */
  readonly kernel: Weight;
  /** (units) */
  readonly bias: Weight;
}

export const denseLayers: LayerReaders<DenseOperation | ActivationOperation> = {
  Dense: {
    read: (layer) => {
      const kernel = weightOf(layer, 0);
      const bias = biasOf(layer, kernel.shape[1] ?? 0);
      return [{ op: 'dense', kernel, bias }, ...readActivation(layer)];
    },
  },
};
