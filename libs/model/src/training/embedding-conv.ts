import * as tf from '@tensorflow/tfjs';

import { computeTensor } from '../backends/kernel-memory.ts';

/** Rows of codes, one after another: what a batch is before it becomes a tensor. */
export interface CodeRows {
  readonly codes: Uint8Array;
  readonly count: number;
  /** Codes per row. */
  readonly length: number;
}

export interface EmbeddingConvSettings {
  /** Positions that a window's maximum is taken over: 1 for none, `length` for all. The last window may be shorter. */
  readonly window: number;
  readonly relu: boolean;
}

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
  const shape: Shape = { ...rows, ...settings, vocabulary, kernelSize, filters };
  // Codes of the caller's batch buffer may be overwritten before the gradient is asked for only if they are shared; they are not.
  const argmax = new Uint8Array(settings.window > 1 ? rows.count * positions * filters : 0);

  const operation = tf.customGrad((...inputs) => {
    const [tablesIn, biasIn, save] = inputs as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const value = computeTensor([tablesIn, biasIn], outShape, (out, table, start) => {
      convolve(shape, table as Float32Array, start as Float32Array, out, argmax);
    });
    save([value]);
    const gradFunc = (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]): tf.Tensor[] => {
      const inputs = [dy as tf.Tensor, saved[0] as tf.Tensor];
      const both = computeTensor(
        inputs,
        [vocabulary * kernelSize + 1, filters],
        (out, gradient, output) => {
          scatter(shape, gradient as Float32Array, output as Float32Array, argmax, out);
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

type Shape = CodeRows &
  EmbeddingConvSettings & { vocabulary: number; kernelSize: number; filters: number };

/** Fills `out` and, where windows are wider than one position, the offset of each maximum in its window. */
function convolve(
  { codes, count, length, window, relu, kernelSize, filters }: Shape,
  tables: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  argmax: Uint8Array,
): void {
  const before = (kernelSize - 1) >> 1;
  const sum = new Float32Array(filters);
  let to = 0;
  for (let row = 0; row < count; row++) {
    const first = row * length;
    for (let start = 0; start < length; start += window) {
      const end = Math.min(start + window, length);
      for (let position = start; position < end; position++) {
        sum.set(bias);
        for (let tap = 0; tap < kernelSize; tap++) {
          const at = position + tap - before;
          if (at < 0 || at >= length) continue;
          const from = ((codes[first + at] as number) * kernelSize + tap) * filters;
          for (let f = 0; f < filters; f++)
            sum[f] = (sum[f] as number) + (tables[from + f] as number);
        }
        if (position === start) {
          out.set(sum, to);
        } else {
          const offset = position - start;
          for (let f = 0; f < filters; f++) {
            if ((sum[f] as number) > (out[to + f] as number)) {
              out[to + f] = sum[f] as number;
              argmax[to + f] = offset;
            }
          }
        }
      }
      if (relu) for (let f = 0; f < filters; f++) if ((out[to + f] as number) < 0) out[to + f] = 0;
      to += filters;
    }
  }
}

/** Gradient of the tables, (vocabulary × kernel size, filters), and in a last row that of the bias. */
function scatter(
  { codes, count, length, window, relu, vocabulary, kernelSize, filters }: Shape,
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
        const g = gradient[from + f] as number;
        if (g === 0 || (relu && !((output[from + f] as number) > 0))) continue;
        out[biasRow + f] = (out[biasRow + f] as number) + g;
        const position = window > 1 ? start + (argmax[from + f] as number) : start;
        for (let tap = 0; tap < kernelSize; tap++) {
          const at = position + tap - before;
          if (at < 0 || at >= length) continue;
          const to = ((codes[first + at] as number) * kernelSize + tap) * filters + f;
          out[to] = (out[to] as number) + g;
        }
      }
    }
  }
}
