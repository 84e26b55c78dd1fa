import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { computeTensor } from '../backends/kernel-memory.ts';
import type { CodeRows, EmbeddingConvSettings } from './code-rows.ts';
import { canConvolve, type ConvolutionShape, convolveBySimd } from './convolution-kernel.ts';

/**
 * Embedding, Conv1D ('same', stride 1), ReLU and max pooling in one, for short vocabularies: a convolution of embedded codes is
 * a sum of table rows, Σ_j table[code(p + j)][j], so it costs additions only, and so does its gradient, which
 * touches only the rows behind each window's largest value.
 *
 * `tables` is (vocabulary, kernel size, filters) = embedding · kernel; the result is (count, ⌈length / window⌉, filters).
 * Positions before the first code and after the last contribute nothing.
 */
export function embeddingConv(
  rows: CodeRows,
  tables: tf.Tensor3D,
  bias: tf.Tensor1D,
  settings: EmbeddingConvSettings,
): tf.Tensor3D {
  const [vocabulary, kernelSize, filters] = tables.shape;
  const positions = Math.ceil(rows.length / settings.window);
  const outShape: [number, number, number] = [rows.count, positions, filters];
  const shape: ConvolutionShape = { ...rows, ...settings, vocabulary, kernelSize, filters };
  const argmax = new Uint8Array(rows.count * positions * filters);

  const operation = tf.customGrad((...inputs) => {
    const [tablesIn, biasIn, save] = inputs as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const value = computeTensor([tablesIn, biasIn], outShape, (out, table, start) => {
      if (canConvolve(shape)) convolveBySimd(shape, table, start, out, argmax);
      else convolve(shape, table, start, out, argmax);
    });
    save([value]);
    const gradFunc = (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]): tf.Tensor[] => {
      const inputs = [dy as tf.Tensor, assertDefined(saved[0])];
      const both = computeTensor(
        inputs,
        [vocabulary * kernelSize + 1, filters],
        (out, gradient, output) => {
          scatter(shape, gradient, output, argmax, out);
        },
      );
      return [
        both
          .slice([0, 0], [vocabulary * kernelSize, filters])
          .reshape([vocabulary, kernelSize, filters]),
        both.slice([vocabulary * kernelSize, 0], [1, filters]).reshape([filters]),
      ];
    };
    return { value, gradFunc };
  });
  return operation(tables, bias) as tf.Tensor3D;
}

/** Where the table rows of one position begin: those of its taps that lie inside the row of codes. */
function tapRows(
  { codes, length, kernelSize, filters }: ConvolutionShape,
  row: number,
  position: number,
  out: Int32Array,
): number {
  const before = (kernelSize - 1) >> 1;
  const firstTap = Math.max(0, before - position);
  const endTap = Math.min(kernelSize, length + before - position);
  const start = row * length + position - before;
  let count = 0;
  for (let tap = firstTap; tap < endTap; tap++) {
    out[count++] = ((codes[start + tap] ?? 0) * kernelSize + tap) * filters;
  }
  return count;
}

/** The plain loops for what the SIMD kernel can't: fills `out` and, where windows are wider than one position, the offset of each maximum in its window. */
export function convolve(
  shape: ConvolutionShape,
  tables: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  argmax: Uint8Array,
): void {
  const { count, length, window, relu, kernelSize, filters } = shape;
  const taps = new Int32Array(kernelSize);
  const sum = new Float32Array(filters);
  let to = 0;
  for (let row = 0; row < count; row++) {
    for (let start = 0; start < length; start += window) {
      const end = Math.min(start + window, length);
      for (let position = start; position < end; position++) {
        addRows(tables, taps, tapRows(shape, row, position, taps), bias, sum);
        if (position === start) {
          out.set(sum, to);
          continue;
        }
        const offset = position - start;
        for (let f = 0; f < filters; f++) {
          if ((sum[f] ?? 0) > (out[to + f] ?? 0)) {
            out[to + f] = sum[f] ?? 0;
            argmax[to + f] = offset;
          }
        }
      }
      if (relu) for (let f = 0; f < filters; f++) if ((out[to + f] ?? 0) < 0) out[to + f] = 0;
      to += filters;
    }
  }
}

/** sum = bias + the table rows at `taps`, three at a time: a pass over the sum costs as much as an addition. */
function addRows(
  tables: Float32Array,
  taps: Int32Array,
  count: number,
  bias: Float32Array,
  sum: Float32Array,
): void {
  let from = bias;
  let tap = 0;
  for (; tap + 3 <= count; tap += 3) {
    const a = taps[tap] ?? 0;
    const b = taps[tap + 1] ?? 0;
    const c = taps[tap + 2] ?? 0;
    for (let f = 0; f < sum.length; f++) {
      sum[f] =
        (from[f] ?? 0) + ((tables[a + f] ?? 0) + (tables[b + f] ?? 0) + (tables[c + f] ?? 0));
    }
    from = sum;
  }
  for (; tap < count; tap++) {
    const a = taps[tap] ?? 0;
    for (let f = 0; f < sum.length; f++) sum[f] = (from[f] ?? 0) + (tables[a + f] ?? 0);
    from = sum;
  }
  if (count === 0) sum.set(bias);
}

/** Gradient of the tables, (vocabulary × kernel size, filters), and in a last row that of the bias: from maximum to maximum. */
function scatter(
  { codes, count, length, window, relu, vocabulary, kernelSize, filters }: ConvolutionShape,
  gradient: Float32Array,
  output: Float32Array,
  argmax: Uint8Array,
  out: Float32Array,
): void {
  const before = (kernelSize - 1) >> 1;
  const biasRow = vocabulary * kernelSize * filters;
  out.fill(0);
  let from = 0;
  for (let row = 0; row < count; row++) {
    const first = row * length;
    for (let start = 0; start < length; start += window, from += filters) {
      for (let f = 0; f < filters; f++) {
        const g = gradient[from + f] ?? 0;
        if (g === 0 || (relu && !((output[from + f] ?? 0) > 0))) continue;
        out[biasRow + f] = (out[biasRow + f] ?? 0) + g;
        const position = start + (argmax[from + f] ?? 0);
        const firstTap = Math.max(0, before - position);
        const endTap = Math.min(kernelSize, length + before - position);
        for (let tap = firstTap; tap < endTap; tap++) {
          const code = codes[first + position + tap - before] ?? 0;
          const to = (code * kernelSize + tap) * filters + f;
          out[to] = (out[to] ?? 0) + g;
        }
      }
    }
  }
}
