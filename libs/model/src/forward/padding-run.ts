import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { computeTensor } from '../backends/kernel-memory.ts';

/**
 * Most names are far shorter than the network's input, so most positions are padding, and all of those that see nothing but
 * padding hold the same vector. Training computes it once: whole strides of padding are cut out of a batch, and a run says which
 * of the positions that are left stand for those that are not. The result is exact, not an approximation.
 */
export interface PaddingRun {
  /** First position with the padding's vector. */
  readonly first: number;
  /** Last one. */
  readonly last: number;
  /** How many more such positions the whole sequence has. */
  readonly removed: number;
}

/** The run after a convolution with stride 1 that sees `before` positions to the left and `after` to the right; undefined when none is left. */
export function runAfterConvolution(
  run: PaddingRun,
  before: number,
  after: number,
): PaddingRun | undefined {
  const first = run.first + before;
  const last = run.last - after;
  return first <= last ? { first, last, removed: run.removed } : undefined;
}

/** The run after pooling windows of `size` positions, without overlap, from position 0. */
export function runAfterPooling(run: PaddingRun, size: number): PaddingRun | undefined {
  const first = Math.ceil(run.first / size);
  const last = Math.floor((run.last + 1) / size) - 1;
  const removed = run.removed / size;
  return first <= last && Number.isInteger(removed) ? { first, last, removed } : undefined;
}

/** (n, positions, channels) → (n, positions + removed, channels): the whole sequence again. */
export function restoreRun(x: tf.Tensor3D, run: PaddingRun): tf.Tensor3D {
  return run.removed === 0 ? x : repeated(x, run);
}

/** The weights that a shortened sequence is multiplied by: those of all the run's positions added up. Inverse shapes of `restoreRun`. */
export function foldRun(x: tf.Tensor3D, run: PaddingRun): tf.Tensor3D {
  return run.removed === 0 ? x : folded(x, run);
}

function repeated(x: tf.Tensor3D, run: PaddingRun): tf.Tensor3D {
  const operation = tf.customGrad((input) => ({
    value: repeat(input as tf.Tensor3D, run),
    gradFunc: (dy: tf.Tensor | tf.Tensor[]) => fold(dy as tf.Tensor3D, run),
  }));
  return operation(x) as tf.Tensor3D;
}

function folded(x: tf.Tensor3D, run: PaddingRun): tf.Tensor3D {
  const operation = tf.customGrad((input) => ({
    value: fold(input as tf.Tensor3D, run),
    gradFunc: (dy: tf.Tensor | tf.Tensor[]) => repeat(dy as tf.Tensor3D, run),
  }));
  return operation(x) as tf.Tensor3D;
}

function repeat(x: tf.Tensor3D, { first, removed }: PaddingRun): tf.Tensor3D {
  const [count, positions, channels] = x.shape;
  const whole = positions + removed;
  const value = computeTensor([x], [count, whole, channels], (out, input) => {
    const values = assertDefined(input);
    for (let n = 0; n < count; n++) {
      const from = n * positions * channels;
      const to = n * whole * channels;
      const cut = (first + 1) * channels;
      const vector = values.subarray(from + first * channels, from + cut);
      out.set(values.subarray(from, from + cut), to);
      for (let i = 1; i <= removed; i++) out.set(vector, to + (first + i) * channels);
      out.set(
        values.subarray(from + cut, from + positions * channels),
        to + cut + removed * channels,
      );
    }
  });
  return value as tf.Tensor3D;
}

function fold(x: tf.Tensor3D, { first, removed }: PaddingRun): tf.Tensor3D {
  const [count, whole, channels] = x.shape;
  const positions = whole - removed;
  const value = computeTensor([x], [count, positions, channels], (out, input) => {
    const values = assertDefined(input);
    for (let n = 0; n < count; n++) {
      const from = n * whole * channels;
      const to = n * positions * channels;
      const cut = (first + 1) * channels;
      out.set(values.subarray(from, from + cut), to);
      out.set(values.subarray(from + cut + removed * channels, from + whole * channels), to + cut);
      const target = to + first * channels;
      for (let i = 1; i <= removed; i++) {
        const source = from + (first + i) * channels;
        for (let c = 0; c < channels; c++) {
          out[target + c] = (out[target + c] ?? 0) + (values[source + c] ?? 0);
        }
      }
    }
  });
  return value as tf.Tensor3D;
}
