import { DOT_CODE, PADDING_CODE, type Encoding } from '@degas/features';
import { wordCoverage, wordPlace } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';

export interface WordCoverSettings {
  /** Codes of the shortest and the longest word. */
  readonly minimum: number;
  readonly maximum: number;
  /** Slots of the table, a power of two: many for each word, or names that hold none seem to. */
  readonly buckets: number;
}

/**
 * How much of a registered label is made of words: (batch, length) codes → (batch, maximum − minimum + 1), the shares of its
 * characters in a word of at least that length; `wordCoverage` of `@degas/features` defines it. Training takes the words from
 * its benign names (`HyphenWordCounts`); the table is not a trained weight.
 */
export class WordCover extends tf.layers.Layer {
  static readonly className = 'WordCover';
  readonly settings: WordCoverSettings;

  constructor(config: WordCoverSettings & { name?: string }) {
    super({ ...(config.name === undefined ? {} : { name: config.name }), trainable: false });
    const { minimum, maximum, buckets } = config;
    this.settings = { minimum, maximum, buckets };
  }

  override build(): void {
    this.addWeight('table', [this.settings.buckets], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  /** Fills the table; of two words with one slot the first stays. */
  learn(words: Iterable<string>, encoding: Encoding): void {
    const { minimum, maximum, buckets } = this.settings;
    const table = new Float32Array(buckets);
    const codes = new Uint8Array(encoding.length);
    for (const word of words) {
      if (word.length < minimum || word.length > maximum) continue;
      encoding.encodeInto(word, codes, 0);
      const { slot, mark } = wordPlace(codes.subarray(-word.length), buckets);
      if (table[slot] === 0) table[slot] = mark;
    }
    tf.tidy(() => {
      this.setWeights([tf.tensor1d(table)]);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] ?? null, this.#units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const codes = assertDefined([inputs].flat()[0]);
    const [count, length] = codes.shape as [number, number];
    const table = assertDefined(this.weights[0]).read().dataSync<'float32'>();
    const values = codes.dataSync<'int32'>();
    const windows = { ...this.settings, paddingCode: PADDING_CODE, endCode: DOT_CODE };
    const covered = new Uint8Array(length);
    const shares = new Float32Array(count * this.#units);
    for (let name = 0; name < count; name++) {
      const to = name * this.#units;
      wordCoverage(values, name * length, length, windows, table, covered, shares, to);
    }
    return tf.tensor2d(shares, [count, this.#units]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings };
  }

  get #units(): number {
    return this.settings.maximum - this.settings.minimum + 1;
  }
}
tf.serialization.registerClass(WordCover);
