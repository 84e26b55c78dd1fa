import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layerSettings, weightOf } from '../layer-settings.ts';
import type { Weight } from '../weight.ts';

/** Sizes of the windows of codes that a layer looks up, and the table it looks them up in. */
export interface CodeWindows {
  readonly minimum: number;
  readonly maximum: number;
  readonly table: Weight;
}

export function readWindows(layer: tf.layers.Layer): CodeWindows {
  const sizes = layerSettings(layer, z.object({ minimum: z.number(), maximum: z.number() }));
  return { ...sizes, table: weightOf(layer, 0) };
}
