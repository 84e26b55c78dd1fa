import * as tf from '@tensorflow/tfjs';

import { roundToInt8 } from '../exports/int8.ts';
import { NgramBag } from '../networks/ngram-bag.ts';
import { buildNetwork } from '../networks/registry.ts';
import { scatterWeights } from './sample-networks.ts';

/** The flagship with weights drawn at random, its tables on int8's grid as training leaves them. */
export function scatteredFlagship(seed = 1): tf.LayersModel {
  const model = scatterWeights(buildNetwork('flagship', { seed }), seed);
  for (const [i, layer] of model.layers.filter((each) => each instanceof NgramBag).entries()) {
    const { buckets, units } = layer.settings;
    const drawn = tf.randomNormal([buckets, units], 0, 0.1, 'float32', seed * 1000 + i);
    const values = Float32Array.from(drawn.dataSync());
    drawn.dispose();
    roundToInt8(values);
    const table = tf.tensor2d(values, [buckets, units]);
    layer.setWeights([table]);
    table.dispose();
  }
  return model;
}
