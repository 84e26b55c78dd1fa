import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import type { GateActivation } from './lstm-cell.ts';
import { scanLstm } from './lstm-scan.ts';
import type { PaddingRun } from './padding-run.ts';

/** One direction of an LSTM layer: its input kernel, recurrent kernel and bias, in that order. */
export interface LstmDirection {
  readonly layer: tf.layers.Layer;
  readonly isReversed: boolean;
  readonly activation: GateActivation;
}

/** What an LSTM reads: (positions, count, channels), or codes and the embedding that they are looked up in. */
export type LstmInput =
  | { readonly sequence: tf.Tensor3D }
  | { readonly codes: tf.Tensor2D; readonly embedding: tf.Tensor2D };

/**
 * (count, units): the last output of one direction. With a `run`, all positions to its end are the same in every name of the batch:
 * their state is computed on one name, and what is missing of them is gone through without being there. Exact, gradients included.
 */
export function lastOutput(
  { layer, isReversed, activation }: LstmDirection,
  input: LstmInput,
  run: PaddingRun | undefined,
): tf.Tensor2D {
  const [kernel, recurrent, bias] = layer.weights.map((weight) => weight.read()) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor1D,
  ];
  const projected = project(input, kernel, bias);
  const [positions, count, gates] = projected.shape;
  const visits = visitsOf(positions, run);
  const scan = (part: tf.Tensor3D, order: readonly number[], state: tf.Tensor2D): tf.Tensor2D =>
    scanLstm({ projected: part, recurrent, state, visits: order, activation });
  const start = (names: number): tf.Tensor2D => tf.zeros([names, gates / 2]);
  let state: tf.Tensor2D;
  if (isReversed) state = scan(projected, visits.reverse(), start(count));
  else {
    const shared = run ? run.last + 1 : 0;
    const ofOne = projected.slice([0, 0, 0], [shared, Math.min(1, count), gates]);
    const before = visits.filter((position) => position < shared);
    state =
      shared === 0 ? start(count) : scan(ofOne, before, start(1)).broadcastTo([count, gates / 2]);
    const rest = Array.from({ length: positions - shared }, (_, index) => index);
    if (rest.length > 0) state = scan(projected.slice([shared, 0, 0]), rest, state);
  }
  return state.slice([0, 0], [count, gates / 4]);
}

/** All positions, the run's first one once for each that it represents. */
function visitsOf(positions: number, run: PaddingRun | undefined): number[] {
  return Array.from({ length: positions }, (_, position) => position).flatMap((position) =>
    position === run?.first ? Array.from({ length: 1 + run.removed }, () => position) : [position],
  );
}

/** (positions, count, 4 · units): the products of every position with the input's kernel, looked up where they can be. */
function project(input: LstmInput, kernel: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor3D {
  if ('codes' in input) {
    const table = input.embedding.matMul(kernel).add(bias);
    return tf.gather(table, input.codes) as tf.Tensor3D;
  }
  const [positions, count, channels] = input.sequence.shape;
  const rows = input.sequence.reshape<tf.Tensor2D>([positions * count, channels]);
  return rows
    .matMul(kernel)
    .add(bias)
    .reshape([positions, count, assertDefined(kernel.shape[1])]);
}
