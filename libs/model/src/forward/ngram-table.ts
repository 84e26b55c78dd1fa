import { randomBits } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';
import { roundToInt8 } from '../graph/int8.ts';
import { addRows, type NgramBag } from '../networks/ngram-bag.ts';
import { BETA_1, BETA_2, EPSILON, stepRate } from '../training/adam.ts';
import type { CodeRows } from './code-rows.ts';

/** The table of one n-gram bag while it trains: plain arrays, of which a batch moves only the rows that it touched. */
export class NgramTable {
  readonly layer: NgramBag;
  readonly values: Float32Array;
  readonly moments: Float32Array;
  readonly squares: Float32Array;
  readonly #gradient: Float32Array;
  readonly #isTouched: Uint8Array;
  /** Rows of the last batch's windows, and where each name's begin. */
  #rows = new Uint32Array(0);
  #starts = new Uint32Array(1);

  constructor(layer: NgramBag) {
    this.layer = layer;
    this.values = assertDefined(layer.weights[0]).read().dataSync<'float32'>().slice();
    this.moments = new Float32Array(this.values.length);
    this.squares = new Float32Array(this.values.length);
    this.#gradient = new Float32Array(this.values.length);
    this.#isTouched = new Uint8Array(layer.settings.buckets);
  }

  /** (count, units), the bags of a batch; with a `dropoutSeed`, windows are left out and the others count more. */
  bags({ codes, count, length }: CodeRows, dropoutSeed?: number): tf.Tensor2D {
    const { units, dropout } = this.layer.settings;
    const most = this.layer.mostWindows(length);
    if (this.#rows.length < count * most) this.#rows = new Uint32Array(count * most);
    if (this.#starts.length < count + 1) this.#starts = new Uint32Array(count + 1);
    const sums = new Float32Array(count * units);
    const bits = dropoutSeed === undefined || dropout === 0 ? undefined : randomBits(dropoutSeed);
    const limit = dropout * 2 ** 32;
    let end = 0;
    for (let name = 0; name < count; name++) {
      const start = end;
      const windows = this.#rows.subarray(start, start + most);
      const found = this.layer.bucketsOf(codes, name * length, length, windows);
      end += found;
      if (bits) {
        end = start;
        for (let i = 0; i < found; i++) {
          if (bits() >= limit) this.#rows[end++] = windows[i] ?? 0;
        }
      }
      addRows(this.values, this.#rows.subarray(start, end), units, sums, name * units);
      this.#starts[name + 1] = end;
    }
    if (bits) for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) / (1 - dropout);
    return tf.tensor2d(sums, [count, units]);
  }

  /** One step of Adam on the rows behind the last `bags`, whose gradient (count, units) is given; `step` from 1. */
  apply(gradient: Float32Array, step: number, learningRate: number): void {
    const { units, dropout } = this.layer.settings;
    const scale = 1 / (1 - dropout);
    const touched: number[] = [];
    for (let name = 0; name < gradient.length / units; name++) {
      const from = name * units;
      const end = this.#starts[name + 1] ?? 0;
      for (let i = this.#starts[name] ?? 0; i < end; i++) {
        const row = this.#rows[i] ?? 0;
        if (this.#isTouched[row] === 0) {
          this.#isTouched[row] = 1;
          touched.push(row);
        }
        const to = row * units;
        for (let unit = 0; unit < units; unit++) {
          this.#gradient[to + unit] =
            (this.#gradient[to + unit] ?? 0) + (gradient[from + unit] ?? 0) * scale;
        }
      }
    }
    const rate = stepRate(step, learningRate);
    for (const row of touched) {
      this.#isTouched[row] = 0;
      for (let at = row * units; at < (row + 1) * units; at++) {
        const slope = this.#gradient[at] ?? 0;
        const moment = BETA_1 * (this.moments[at] ?? 0) + (1 - BETA_1) * slope;
        const square = BETA_2 * (this.squares[at] ?? 0) + (1 - BETA_2) * slope * slope;
        this.moments[at] = moment;
        this.squares[at] = square;
        this.values[at] = (this.values[at] ?? 0) - (rate * moment) / (Math.sqrt(square) + EPSILON);
        this.#gradient[at] = 0;
      }
    }
  }

  /** Ends training: the table goes into the layer, rounded to what the compiled form's int8 can say. */
  writeBack(): void {
    const { buckets, units } = this.layer.settings;
    roundToInt8(this.values);
    tf.tidy(() => {
      this.layer.setWeights([tf.tensor2d(this.values, [buckets, units])]);
    });
  }
}
