import { seededRandom } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { roundToInt8 } from '../graph/int8.ts';
import { NgramBag } from '../networks/ngram-bag.ts';
import { buildNetwork } from '../networks/registry.ts';
import { WordCover } from '../networks/word-cover.ts';
import { scatterWeights } from './sample-networks.ts';

/** The flagship with weights drawn at random, its tables of n-grams on int8's grid as training leaves them. */
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
  for (const layer of model.layers) if (layer instanceof WordCover) scatterWords(layer, seed);
  return model;
}

/** A mark in every slot, so that one window in 64 is a word. */
export function scatterWords(layer: WordCover, seed: number): void {
  const random = seededRandom(seed);
  const marks = Array.from({ length: layer.settings.buckets }, () => 1 + Math.floor(random() * 64));
  tf.tidy(() => {
    layer.setWeights([tf.tensor1d(marks)]);
  });
}
