import { setImmediate } from 'node:timers/promises';

import { type Encoding, type LabelledDomain, registrableName } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { type Batch, codesTensor, Forward } from '../forward/forward.ts';
import { FEATURES } from '../networks/input-output-layers.ts';
import { seededWeights } from '../networks/seeded-weights.ts';
import { Adam } from './adam.ts';
import { BatchReader, epochOrder } from './batches.ts';
import { EncodedRows } from './encoded-rows.ts';
import { FAMILIES, familyCrossEntropy } from './family-head.ts';
import { learningRateAt } from './learning-rate.ts';
import { rowWeights } from './row-weights.ts';

/** Numbers that the head makes of which code stands where, and units of the layer behind them. */
const PLACES = 32;
const HIDDEN = 128;

/** How it is trained; docs/research/lab-book.md, 62 to 69. */
const BATCH = 512;
const SCHEDULE = { schedule: 'cosine', learningRate: 0.004 } as const;
/** Few rows are gone through again until it has seen so many, but not more often than this. */
const FEWEST_NAMES = 200_000;
const MOST_PASSES = 20;
/** A family counts by the root of its size. */
const FAMILY_BALANCE = 0.5;
/** So many names of a family are gone through, which then count for the others: twenty minutes become six. */
const MOST_OF_FAMILY = 12_000;

export interface FitFamilyHead {
  /** Number of families that the head distinguishes: the first of the rows' families, after null. */
  readonly families: number;
  readonly seed: number;
  readonly onProgress?: ((names: number, of: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rows for the head; `families` are those that the network was trained on, after null, and come first: the rows may bring others. */
export async function familyRows(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  { encoding, families }: EncodedRows,
): Promise<EncodedRows> {
  const store = new EncodedRows(encoding, families);
  for await (const { domain, label, family } of rows) {
    const { registrable } = registrableName(domain);
    if (registrable !== null) store.add(registrable, label, family);
  }
  return store;
}

/**
 * A trained network with a family head of its own: (batch, families) logits as second output. The head reads the network's
 * features and which code stands where: names end where their codes do, so it sees the suffix and how long the name is, which
 * distinguish families and are of no use to the score. It is trained alone, in one pass over the rows that have a family
 * (in more where they are few, over a part where a family has many), nothing masked as the network's own training needs it.
 */
export async function fitFamilyHead(
  model: tf.LayersModel,
  rows: EncodedRows,
  { families, seed, onProgress, signal }: FitFamilyHead,
): Promise<tf.LayersModel> {
  const { familyModel, layers } = withHead(model, rows.encoding, families, seed);
  const features = model.getLayer(FEATURES).output as tf.SymbolicTensor;
  const forward = new Forward(tf.model({ inputs: model.inputs, outputs: features }));
  const products = layers.map((layer) => new Product(layer));
  const [places, hidden, logits] = products as [Product, Product, Product];
  const variables = products.flatMap(({ kernel, bias }) => [kernel, bias]);
  const optimizer = new Adam(variables);
  const { isTaken, count, weights } = takenRows(rows, families);
  const reader = new BatchReader(rows, BATCH, forward.cuttable);
  const passes = Math.min(MOST_PASSES, Math.ceil(FEWEST_NAMES / count));
  const steps = passes * Math.ceil(count / BATCH);
  const isStopped = (): boolean => signal?.aborted === true;
  let step = 0;
  for (let pass = 0; pass < passes && !isStopped(); pass++) {
    const order = epochOrder(rows, {
      seed,
      epoch: pass,
      batchSize: BATCH,
      byLength: true,
    }).filter((row) => isTaken[row] === 1);
    for (let from = 0; from < count && !isStopped(); from += BATCH) {
      const members = order.subarray(from, from + BATCH);
      step++;
      tf.tidy(() => {
        const batch = reader.read(members);
        const known = assertDefined(forward.outputs(batch, forward.bags(batch))[0]);
        const codes = codesInPlace(batch, rows.encoding);
        const { grads } = tf.engine().gradients(() => {
          const joined = tf.concat2d([known, places.of(codes).relu<tf.Tensor2D>()], 1);
          const values = logits.of(hidden.of(joined).relu<tf.Tensor2D>());
          return familyCrossEntropy(rows, members, values, weights);
        }, variables);
        optimizer.apply(grads, step, learningRateAt(SCHEDULE, { step, steps, plateau: 1 }));
      });
      onProgress?.(pass * count + from + members.length, passes * count);
      await setImmediate(); // lets a signal in
    }
  }
  optimizer.dispose();
  for (const product of products) product.writeBack();
  return familyModel;
}

/** Every so many rows of a family, so that none has more than `MOST_OF_FAMILY`; each counts for those that it stands for. */
function takenRows(rows: EncodedRows, families: number) {
  const weights = rowWeights(rows, { dgaWeight: 1, familyBalance: FAMILY_BALANCE });
  const familyOf = rows.familyOf.subarray(0, rows.count);
  const sizes = new Uint32Array(rows.families.length);
  for (const family of familyOf) sizes[family] = (sizes[family] ?? 0) + 1;
  const seen = new Uint32Array(sizes.length);
  const isTaken = new Uint8Array(rows.count);
  let count = 0;
  familyOf.forEach((family, row) => {
    if (family === 0 || family > families) return;
    const stride = Math.ceil((sizes[family] ?? 0) / MOST_OF_FAMILY);
    const index = seen[family] ?? 0;
    seen[family] = index + 1;
    if (index % stride !== 0) return;
    isTaken[row] = 1;
    count++;
    if (weights) weights[row] = (weights[row] ?? 0) * stride;
  });
  return { isTaken, count, weights };
}

/** A layer as a product with a matrix, which the convolution is too: it has one position. */
class Product {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  readonly #layer: tf.layers.Layer;

  constructor(layer: tf.layers.Layer) {
    const [kernel, bias] = layer.getWeights() as [tf.Tensor, tf.Tensor1D];
    this.#layer = layer;
    this.kernel = tf.tidy(() => tf.variable(kernel.reshape<tf.Tensor2D>([-1, bias.size])));
    this.bias = tf.variable(bias);
  }

  /** (batch, inputs) → (batch, units), before the activation. */
  of(x: tf.Tensor2D): tf.Tensor2D {
    return x.matMul<tf.Tensor2D>(this.kernel).add(this.bias);
  }

  writeBack(): void {
    const [kernel] = this.#layer.getWeights();
    tf.tidy(() => {
      this.#layer.setWeights([this.kernel.reshape(assertDefined(kernel).shape), this.bias]);
    });
    tf.dispose([this.kernel, this.bias]);
  }
}

/**
 * The network with the head, and the head's layers that learn. A convolution as wide as the name is a row of a table for
 * each place and code; the engine has one operation for it and a maximum, which is that of one position here.
 */
function withHead(
  model: tf.LayersModel,
  { length, vocabulary }: Encoding,
  families: number,
  seed: number,
): { familyModel: tf.LayersModel; layers: tf.layers.Layer[] } {
  const { kernel } = seededWeights(seed);
  const named = (part: string) => ({ name: `${FAMILIES}_${part}` });
  const oneHot = tf.layers.embedding({
    inputDim: vocabulary,
    outputDim: vocabulary,
    embeddingsInitializer: tf.initializers.identity({}),
    ...named('codes'),
  }); // (batch, length) → (batch, length, vocabulary)
  const places = tf.layers.conv1d({
    filters: PLACES,
    kernelSize: length,
    activation: 'relu',
    kernelInitializer: kernel(),
    ...named('places'),
  }); // → (batch, 1, 32)
  const maximum = tf.layers.globalMaxPooling1d(named('maximum')); // → (batch, 32)
  const hidden = tf.layers.dense({
    units: HIDDEN,
    activation: 'relu',
    kernelInitializer: kernel(),
    ...named('hidden'),
  }); // (batch, 160) → (batch, 128)
  const logits = tf.layers.dense({
    units: families,
    kernelInitializer: kernel(),
    name: FAMILIES,
  });
  const apply = (x: tf.SymbolicTensor, ...layers: tf.layers.Layer[]): tf.SymbolicTensor =>
    layers.reduce((y, layer) => layer.apply(y) as tf.SymbolicTensor, x);
  const ofPlaces = apply(assertDefined(model.inputs[0]), oneHot, places, maximum);
  const joined = tf.layers
    .concatenate(named('joined'))
    .apply([model.getLayer(FEATURES).output as tf.SymbolicTensor, ofPlaces]);
  const output = apply(joined as tf.SymbolicTensor, hidden, logits);
  return {
    familyModel: tf.model({ inputs: model.inputs, outputs: [...model.outputs, output] }),
    layers: [places, hidden, logits],
  };
}

/** One for the code of each place, (rows, length · vocabulary). */
function codesInPlace(batch: Batch, { length, vocabulary }: Encoding): tf.Tensor2D {
  const codes = codesTensor(batch, length);
  // Not as float32 at once: the wasm backend would write the bits of whole numbers.
  return tf
    .oneHot(codes, vocabulary)
    .toFloat()
    .reshape([batch.count, length * vocabulary]);
}
