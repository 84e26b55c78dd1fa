import type * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import type { LstmDirection } from './lstm.ts';
import { planLstm } from './plan-lstm.ts';

/** What a layer's step is to the forward pass; 'layer' runs it as it is. */
export type StepKind =
  | 'fused'
  | 'lstm'
  | 'ngrams'
  | 'conv'
  | 'pool'
  | 'global'
  | 'flatten'
  | 'dense'
  | 'dropout'
  | 'layer';

/** Embedding → Conv1D (→ pooling), run as table look-ups. */
export interface FusedConv {
  readonly embedding: tf.layers.Layer;
  readonly conv: tf.layers.Layer;
  readonly relu: boolean;
  readonly kernelSize: number;
  /** Positions pooled into one; `Infinity` for all of them. */
  readonly window: number;
}

/** An LSTM of which the last outputs count; with an embedding it reads codes. */
export interface PlannedLstm {
  readonly directions: readonly LstmDirection[];
  readonly embedding?: tf.layers.Layer;
}

/** One step: reads the values of `inputs`, computes that of `output`; both are the ids of the model's symbolic tensors. */
export interface Step {
  readonly kind: StepKind;
  readonly layer: tf.layers.Layer;
  readonly inputs: readonly number[];
  readonly output: number;
  readonly fused?: FusedConv;
  readonly lstm?: PlannedLstm;
}

export interface ForwardPlan {
  readonly length: number;
  readonly input: number;
  /** The model's outputs, in order. */
  readonly outputs: readonly number[];
  readonly steps: readonly Step[];
}

/**
 * Reads a layers model's graph once, and finds where table look-ups can take the place of an Embedding and its Conv1D, and one loop
 * that of an LSTM; neither for a backend that has no use for them.
 */
export function planForward(model: tf.LayersModel, hasLoops: boolean): ForwardPlan {
  const input = symbolicOf(model.inputs);
  const length = input.shape[1] ?? 0;
  const made = model.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .map((layer) => ({ layer, ...connections(layer) }));
  const consumers = (id: number) => made.filter(({ inputs }) => inputs.includes(id));
  const producer = (id: number) => made.find(({ output }) => output === id);

  const absorbed = new Set<tf.layers.Layer>();
  const steps: Step[] = [];
  for (const { layer, inputs, output } of made) {
    if (absorbed.has(layer)) continue;
    const former = producer(assertDefined(inputs[0]));
    const embedding = former?.layer;
    const directions = hasLoops ? planLstm(layer) : undefined;
    if (directions) {
      const isLookUp = embedding?.getClassName() === 'Embedding';
      steps.push({
        kind: 'lstm',
        layer,
        inputs: isLookUp ? (former?.inputs ?? []) : inputs,
        output,
        lstm: isLookUp ? { directions, embedding } : { directions },
      });
      continue;
    }
    if (!hasLoops || embedding?.getClassName() !== 'Embedding' || !isPlainConv(layer)) {
      steps.push({ kind: kindOf(layer), layer, inputs, output });
      continue;
    }
    const next = consumers(output);
    const pool = next.length === 1 ? next[0] : undefined;
    const window = pool ? windowOf(pool.layer) : 1;
    if (pool && window > 1) absorbed.add(pool.layer);
    const fused: FusedConv = {
      embedding,
      conv: layer,
      relu: layer.getConfig().activation === 'relu',
      kernelSize: assertDefined((layer.getConfig().kernelSize as number[])[0]),
      window,
    };
    steps.push({
      kind: 'fused',
      layer,
      inputs: former?.inputs ?? [],
      output: window > 1 && pool ? pool.output : output,
      fused,
    });
  }
  // An Embedding whose every reader was fused computes nothing any more.
  const needed = steps.filter(
    ({ layer, output }) =>
      layer.getClassName() !== 'Embedding' || steps.some(({ inputs }) => inputs.includes(output)),
  );
  return { length, input: input.id, outputs: model.outputs.map(({ id }) => id), steps: needed };
}

function symbolicOf(tensors: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  return assertDefined(tensors[0]);
}

function connections(layer: tf.layers.Layer): { inputs: number[]; output: number } {
  const node = layer.inboundNodes[0];
  return {
    inputs: (node?.inputTensors ?? []).map(({ id }) => id),
    output: node?.outputTensors[0]?.id ?? -1,
  };
}

function isPlainConv(layer: tf.layers.Layer): boolean {
  if (layer.getClassName() !== 'Conv1D') return false;
  const { padding, strides, dilationRate, useBias, activation } = layer.getConfig();
  const isOne = (value: unknown): boolean => [value].flat().every((size) => size === 1);
  return (
    padding === 'same' &&
    isOne(strides) &&
    isOne(dilationRate) &&
    useBias === true &&
    (activation === 'relu' || activation === 'linear')
  );
}

/** Positions that a pooling layer takes the maximum of, 1 when it isn't one whose windows begin at position 0 and cover all. */
function windowOf(layer: tf.layers.Layer): number {
  const name = layer.getClassName();
  if (name === 'GlobalMaxPooling1D') return Infinity;
  if (name !== 'MaxPooling1D') return 1;
  const { poolSize, strides, padding } = layer.getConfig();
  const [size, stride] = [poolSize, strides].map((value) => [value].flat()[0] as number) as [
    number,
    number,
  ];
  const positions = assertDefined((layer.input as tf.SymbolicTensor).shape[1] ?? undefined);
  const missing = Math.ceil(positions / size) * size - positions;
  return size === stride && (missing === 0 || (missing === 1 && padding === 'same')) ? size : 1;
}

function kindOf(layer: tf.layers.Layer): StepKind {
  switch (layer.getClassName()) {
    case 'Conv1D':
      return isPlainConv(layer) ? 'conv' : 'layer';
    case 'NgramBag':
      return 'ngrams';
    case 'MaxPooling1D':
      return windowOf(layer) > 1 ? 'pool' : 'layer';
    case 'GlobalMaxPooling1D':
      return 'global';
    case 'Flatten':
      return 'flatten';
    case 'Dense':
      return 'dense';
    case 'Dropout':
      return 'dropout';
    default:
      return 'layer';
  }
}
