import { PADDING_CODE, registrableEncoding, seededRandom } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { NgramBag } from '../networks/ngram-bag.ts';
import { WordCover } from '../networks/word-cover.ts';
import { sampleNames } from './names.ts';
import { scatteredFlagship, scatterWords } from './scattered-flagship.ts';

const { length, vocabulary } = registrableEncoding;

/** A bag of one window size, longer than many names. */
function oneSize(): tf.LayersModel {
  const input = tf.input({ shape: [length], dtype: 'int32', name: 'input_image' });
  const bag = new NgramBag({ minimum: 9, maximum: 9, buckets: 512, units: 3, dropout: 0 });
  const score = tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'dense_1' });
  const output = score.apply(bag.apply(input)) as tf.SymbolicTensor;
  const table = Float32Array.from({ length: 512 * 3 }, (_, i) => ((i * 89) % 255) - 127);
  bag.setWeights([tf.tensor2d(table, [512, 3]).mul(2 ** -7)]);
  return tf.model({ inputs: input, outputs: output });
}

/** Words of two sizes, and of one, alone. */
function wordsAlone(): tf.LayersModel {
  const input = tf.input({ shape: [length], dtype: 'int32', name: 'input_image' });
  const covers = [
    new WordCover({ minimum: 1, maximum: 2, buckets: 512 }),
    new WordCover({ minimum: 3, maximum: 3, buckets: 64 }),
  ];
  const joined = tf.layers
    .concatenate()
    .apply(covers.map((cover) => cover.apply(input)) as tf.SymbolicTensor[]);
  const score = tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'dense_1' });
  covers.forEach(scatterWords);
  return tf.model({ inputs: input, outputs: score.apply(joined) as tf.SymbolicTensor });
}

/** Networks with layers that TensorFlow.js doesn't have, all over the registrable encoding. */
export const windowNetworks = [
  ['flagship', scatteredFlagship],
  ['one-size', oneSize],
  ['words-alone', wordsAlone],
] as const;

/** Codes of names, then rows that no name has: full ones, padding in the middle, nothing but padding. */
export function hostileRows(names: number, others: number): Int32Array {
  const rows = new Int32Array((names + others) * length);
  for (const [i, name] of sampleNames(names).entries()) {
    registrableEncoding.encodeInto(name, rows, i * length);
  }
  const random = seededRandom(5);
  for (let row = names; row < names + others - 1; row++) {
    const padding = row % 3 === 0 ? 0 : random();
    for (let at = row * length; at < (row + 1) * length; at++) {
      rows[at] = random() < padding ? PADDING_CODE : 1 + Math.floor(random() * (vocabulary - 1));
    }
  }
  return rows;
}

/** Scores of the layers model itself, which every export is compared with. */
export function scoreRows(model: tf.LayersModel, codes: Int32Array): Float32Array {
  return tf.tidy(() => {
    const rows = tf.tensor2d(codes, [codes.length / length, length], 'int32');
    return Float32Array.from((model.predict(rows) as tf.Tensor).dataSync());
  });
}
