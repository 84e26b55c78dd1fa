import { DOT_CODE, MASK_CODE, registrableEncoding } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { codesInput, FEATURES, scoreLayer } from './input-output-layers.ts';
import type { Augment, Network } from './network.ts';
import { NgramBag } from './ngram-bag.ts';
import { seededWeights } from './seeded-weights.ts';
import { WordCover } from './word-cover.ts';

const KERNEL_SIZES = [2, 4, 6] as const;
/** Few filters, of three widths: what the bags of n-grams don't know already (docs/research/lab-book-3.md). */
const FILTERS = 48;
const HIDDEN = 64;
/** Short n-grams say how long a name is and of which characters; middle and long ones know words. */
const BAGS = [
  { minimum: 1, maximum: 2, buckets: 2 ** 11, units: 16, dropout: 0 },
  { minimum: 3, maximum: 4, buckets: 2 ** 16, units: 16, dropout: 0.5 },
  { minimum: 5, maximum: 6, buckets: 2 ** 17, units: 16, dropout: 0.5 },
] as const;
/** The longest have names of their own; the table has sixteen slots for each of the pool's words. */
const WORDS = { minimum: 3, maximum: 12, buckets: 2 ** 18 } as const;
/** Share of the names that training sees without their suffix, so that no suffix decides alone. */
const MASKED_SUFFIXES = 0.4;
/** Longer suffixes, dot included, are hosts of other people's pages: that is what makes random letters before them harmless. */
const LONGEST_MASKED = 9;

/**
 * Degas' own network: parallel convolutions, hashed n-gram bags and words over a registrable name, one hidden layer. Everything in
 * it but that layer is looked up in tables, which is what makes it fast; see `docs/research/lab-book.md` for what was tried.
 */
export const flagship: Network = {
  name: 'flagship',
  summary:
    'parallel convolutions of 2, 4 and 6, bags of 1…6-grams and words over the registrable name',
  encoding: registrableEncoding,
  augment: maskSuffix(MASKED_SUFFIXES),
  build: ({ length, seed }) => {
    const { kernel, embedding } = seededWeights(seed);
    const input = codesInput(length);
    const embedded = tf.layers
      .embedding({
        inputDim: registrableEncoding.vocabulary,
        outputDim: 48,
        embeddingsInitializer: embedding(),
      })
      .apply(input) as tf.SymbolicTensor; // (batch, 64) → (batch, 64, 48)
    const parallel = KERNEL_SIZES.map((kernelSize) =>
      [
        tf.layers.conv1d({
          filters: FILTERS,
          kernelSize,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: kernel(),
        }), // → (batch, 64, 48)
        tf.layers.globalMaxPooling1d({}), // → (batch, 48)
      ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, embedded),
    );
    const bags = BAGS.map((bag) => new NgramBag(bag).apply(input) as tf.SymbolicTensor); // → (batch, 16)
    const words = new WordCover(WORDS).apply(input) as tf.SymbolicTensor; // → (batch, 10)
    const joined = tf.layers
      .concatenate()
      .apply([...parallel, ...bags, words]) as tf.SymbolicTensor; // → (batch, 202)
    const hidden = [
      tf.layers.dropout({ rate: 0.4 }),
      tf.layers.dense({
        units: HIDDEN,
        activation: 'relu',
        kernelInitializer: kernel(),
        name: FEATURES,
      }), // → (batch, 64)
    ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, joined);
    const score = scoreLayer(kernel()).apply(hidden) as tf.SymbolicTensor; // → (batch, 1)
    return tf.model({ inputs: input, outputs: score, name: 'flagship' });
  },
};

/** Puts the mask's code over everything behind the first dot of a share of the rows. */
function maskSuffix(share: number): Augment {
  const limit = share * 2 ** 32;
  return (codes, bits) => {
    if (bits() >= limit) return;
    const dot = codes.indexOf(DOT_CODE);
    if (dot >= 0 && codes.length - dot <= LONGEST_MASKED) codes.fill(MASK_CODE, dot + 1);
  };
}
