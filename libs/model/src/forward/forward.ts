import { deriveSeed } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { supportsSyncRead } from '../backends/supports-sync-read.ts';
import { NgramBag } from '../networks/ngram-bag.ts';
import type { CodeRows } from './code-rows.ts';
import { dropout } from './dropout.ts';
import { embeddingConv } from './embedding-conv.ts';
import {
  type ForwardPlan,
  type FusedConv,
  planForward,
  type PlannedLstm,
  type Step,
} from './forward-plan.ts';
import { lastOutput, type LstmInput } from './lstm.ts';
import { NgramTable } from './ngram-table.ts';
import {
  foldRun,
  type PaddingRun,
  restoreRun,
  runAfterConvolution,
  runAfterPooling,
} from './padding-run.ts';

/** Rows of one batch, from whose left `removed` padding codes were cut; all of them still begin with `padding` more. */
export interface Batch extends CodeRows {
  readonly removed: number;
  readonly padding: number;
}

/** How much padding may be cut from rows that begin with padding: multiples of `step`, and `kept` codes stay. */
export interface TrimmablePadding {
  readonly kept: number;
  readonly step: number;
}

interface Value {
  readonly tensor: tf.Tensor;
  /** Present while padding is missing from it. */
  readonly run?: PaddingRun;
  /** Of each position, when flattened with padding missing. */
  readonly channels?: number;
}

/** The forward pass of a layers model over codes: table look-ups where they can be, its own layers elsewhere. */
export class Forward {
  /** Undefined when the network has to see all padding. */
  readonly cuttable: TrimmablePadding | undefined;
  /** The n-gram bags' tables, in the order of their layers. */
  readonly tables: readonly NgramTable[];
  readonly #plan: ForwardPlan;

  constructor(model: tf.LayersModel) {
    // Loops over values need them at once.
    this.#plan = planForward(model, supportsSyncRead());
    this.cuttable = findTrimmable(this.#plan);
    this.tables = this.#plan.steps.flatMap(({ layer }) =>
      layer instanceof NgramBag ? [new NgramTable(layer)] : [],
    );
  }

  /** The n-gram bags of a batch, one for each of `tables`. */
  bags(batch: Batch, dropoutSeed?: number): tf.Tensor2D[] {
    return this.tables.map((table, index) =>
      table.bags(batch, dropoutSeed === undefined ? undefined : deriveSeed(dropoutSeed, index)),
    );
  }

  /** (n, 1), what the sigmoid of the score would be given. */
  logits(batch: Batch): tf.Tensor2D {
    return assertDefined(this.outputs(batch, this.bags(batch))[0]);
  }

  /**
   * What the sigmoid or softmax of each of the model's outputs would be given; the value itself where an output is no Dense with
   * one of these. A `dropoutSeed` makes it the training pass.
   */
  outputs(batch: Batch, bags: readonly tf.Tensor2D[], dropoutSeed?: number): tf.Tensor2D[] {
    const { length, input, outputs, steps } = this.#plan;
    const values = new Map<number, Value>();
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'ngrams') {
        const table = this.tables.findIndex(({ layer }) => layer === step.layer);
        values.set(step.output, { tensor: assertDefined(bags[table]) });
        continue;
      }
      const inputs = step.inputs.map((id) => values.get(id));
      if (step.inputs.includes(input) && !readsCodes(step)) {
        inputs[step.inputs.indexOf(input)] = { tensor: codesTensor(batch, length) };
      }
      const seed = dropoutSeed === undefined ? undefined : deriveSeed(dropoutSeed, index);
      const isLast = outputs.includes(step.output);
      values.set(step.output, runStep(step, inputs as Value[], batch, seed, isLast));
    }
    return outputs.map((output) => whole(assertDefined(values.get(output))) as tf.Tensor2D);
  }
}

function runStep(
  step: Step,
  inputs: readonly Value[],
  batch: Batch,
  seed: number | undefined,
  isLast: boolean,
): Value {
  const { kind, layer, fused } = step;
  const [first] = inputs;
  const run = first?.run;
  if (kind === 'fused' && fused) return fusedConv(fused, batch);
  if (step.lstm) return { tensor: lstm(step.lstm, first, batch) };
  if (kind === 'dropout' && first) {
    const tensor = whole(first);
    return {
      tensor: seed === undefined ? tensor : dropout(tensor, layer.getConfig().rate as number, seed),
    };
  }
  if (kind === 'dense' && first) return dense(layer, first, isLast);
  if (kind === 'global' && first) return { tensor: globalMaximum(first.tensor) };
  if (first && run && kind !== 'layer') {
    const tensor = layer.apply(first.tensor) as tf.Tensor;
    if (kind === 'flatten') return { tensor, run, channels: assertDefined(first.tensor.shape[2]) };
    const after = runAfter(step, run);
    return after ? { tensor, run: after } : { tensor };
  }
  const tensors = inputs.map(whole);
  const input = tensors.length === 1 ? assertDefined(tensors[0]) : tensors;
  return { tensor: layer.apply(input, { training: seed !== undefined }) as tf.Tensor };
}

/** As pooling over all positions: of equal values the first alone gets the gradient, so padding counts once however much is there. */
function globalMaximum(x: tf.Tensor): tf.Tensor {
  const [count, positions, channels] = x.shape as [number, number, number];
  const image = x.reshape<tf.Tensor4D>([count, positions, 1, channels]);
  return tf.maxPool(image, [positions, 1], 1, 'valid').reshape([count, channels]);
}

function fusedConv(fused: FusedConv, batch: Batch): Value {
  const embedding = weightOf(fused.embedding, 0) as tf.Tensor2D;
  const kernel = weightOf(fused.conv, 0) as tf.Tensor3D;
  const bias = weightOf(fused.conv, 1) as tf.Tensor1D;
  const [kernelSize, channels, filters] = kernel.shape;
  const tables = embedding
    .matMul(kernel.transpose([1, 0, 2]).reshape([channels, kernelSize * filters]))
    .reshape<tf.Tensor3D>([embedding.shape[0], kernelSize, filters]);
  const window = Math.min(fused.window, batch.length);
  const tensor = embeddingConv(batch, tables, bias, { window, relu: fused.relu });
  if (fused.window === Infinity) return { tensor: tensor.reshape([batch.count, filters]) };
  const padding = batch.removed > 0 ? inputRun(batch) : undefined;
  const run = padding && fusedRun(fused, padding);
  return run ? { tensor, run } : { tensor };
}

function lstm(
  { directions, embedding }: PlannedLstm,
  value: Value | undefined,
  batch: Batch,
): tf.Tensor {
  const { codes, count, length } = batch;
  const input: LstmInput = embedding
    ? {
        codes: tf
          .tensor2d(Int32Array.from(codes.subarray(0, count * length)), [count, length])
          .transpose(),
        embedding: weightOf(embedding, 0) as tf.Tensor2D,
      }
    : { sequence: assertDefined(value).tensor.transpose<tf.Tensor3D>([1, 0, 2]) };
  const run = embedding ? inputRun(batch) : value?.run;
  return tf.concat(
    directions.map((direction) => lastOutput(direction, input, run)),
    1,
  );
}

function dense(layer: tf.layers.Layer, input: Value, isLast: boolean): Value {
  const { activation, useBias } = layer.getConfig();
  const isLogit = isLast && (activation === 'sigmoid' || activation === 'softmax');
  if (!isLogit && !input.run) return { tensor: layer.apply(input.tensor) as tf.Tensor };
  let kernel = weightOf(layer, 0) as tf.Tensor2D;
  if (input.run && input.channels !== undefined) {
    const units = kernel.shape[1];
    const positions = kernel.reshape<tf.Tensor3D>([1, -1, input.channels * units]);
    kernel = foldRun(positions, input.run).reshape([-1, units]);
  }
  const product = input.tensor.matMul(kernel);
  const sum = useBias === true ? product.add(weightOf(layer, 1)) : product;
  return { tensor: isLogit ? sum : activated(sum, activation as string) };
}

function activated(x: tf.Tensor, name: string): tf.Tensor {
  return name === 'linear'
    ? x
    : (tf.layers.activation({ activation: name as 'relu' }).apply(x) as tf.Tensor);
}

/** The variable itself, not a copy: gradients are taken with respect to it. */
function weightOf(layer: tf.layers.Layer, index: number): tf.Tensor {
  return assertDefined(layer.weights[index]).read();
}

/** The value with its padding back in place. */
function whole({ tensor, run, channels }: Value): tf.Tensor {
  if (!run) return tensor;
  const [count] = tensor.shape as [number];
  if (channels === undefined) return restoreRun(tensor as tf.Tensor3D, run);
  return restoreRun(tensor.reshape<tf.Tensor3D>([count, -1, channels]), run).reshape([count, -1]);
}

/** The codes of a batch with their padding back in place, (count, whole). */
export function codesTensor({ codes, count, length, removed }: Batch, whole: number): tf.Tensor2D {
  const values = new Int32Array(count * whole);
  for (let row = 0; row < count; row++) {
    values.set(codes.subarray(row * length, (row + 1) * length), row * whole + removed);
  }
  return tf.tensor2d(values, [count, whole], 'int32');
}

function inputRun(batch: Batch): PaddingRun | undefined {
  if (batch.padding === 0) return undefined;
  return { first: 0, last: batch.padding - 1, removed: batch.removed };
}

/** Whether the step reads codes as they come in a batch, cut or not, rather than a tensor of them. */
function readsCodes({ kind, lstm }: Step): boolean {
  return kind === 'fused' || lstm?.embedding !== undefined;
}

function fusedRun({ kernelSize, window }: FusedConv, run: PaddingRun): PaddingRun | undefined {
  const before = (kernelSize - 1) >> 1;
  const convolved = runAfterConvolution(run, before, kernelSize - 1 - before);
  return convolved && runAfterPooling(convolved, window);
}

function runAfter({ kind, layer }: Step, run: PaddingRun): PaddingRun | undefined {
  const { kernelSize, poolSize } = layer.getConfig();
  const size = [kernelSize ?? poolSize].flat()[0] as number;
  if (kind === 'pool') return runAfterPooling(run, size);
  const before = (size - 1) >> 1;
  return kind === 'conv' ? runAfterConvolution(run, before, size - 1 - before) : undefined;
}

/** The least padding that every layer can tell from names, found by walking the plan with more and more of it. */
function findTrimmable(plan: ForwardPlan): TrimmablePadding | undefined {
  if (!plan.steps.some(readsCodes)) return undefined;
  for (let step = 1; step <= plan.length; step++) {
    for (let kept = 1; kept + step <= plan.length; kept++) {
      if (survives(plan, { first: 0, last: kept - 1, removed: step })) return { kept, step };
    }
  }
  return undefined;
}

function survives(plan: ForwardPlan, padding: PaddingRun): boolean {
  const runs = new Map<number, PaddingRun | undefined>();
  for (const step of plan.steps) {
    const { kind, fused, inputs, output } = step;
    const run = runs.get(assertDefined(inputs[0]));
    let after: PaddingRun | undefined;
    if (fused) {
      after = fusedRun({ ...fused, window: fused.window === Infinity ? 1 : fused.window }, padding);
      if (!after) return false;
      if (fused.window === Infinity) after = undefined;
    } else if (run && (kind === 'conv' || kind === 'pool')) {
      after = runAfter(step, run);
      if (!after) return false;
    }
    runs.set(output, after);
  }
  return true;
}
