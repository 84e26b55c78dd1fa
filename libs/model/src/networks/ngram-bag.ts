import { PADDING_CODE } from '@degas/features';
import { ngramBuckets } from '@degas/features';
import * as tf from '@tensorflow/tfjs';

import { assertDefined } from '../assert-defined.ts';

export interface NgramBagSettings {
  /** Shortest and longest window, in codes. */
  readonly minimum: number;
  readonly maximum: number;
  /** Rows of the table, a power of two. */
  readonly buckets: number;
  readonly units: number;
  /** Share of the windows that training leaves out of each name. */
  readonly dropout: number;
}

/**
 * A bag of hashed character n-grams: (batch, length) codes → (batch, units), the sum of one table row for each window of
 * `minimum` to `maximum` codes without padding. Joulin et al.: Bag of Tricks for Efficient Text Classification, 2016; which row a
 * window has is `ngramBuckets` of `@degas/features`.
 *
 * Training leaves its table to `NgramTable`: a dense gradient of so large a table would cost more than all the rest.
 */
export class NgramBag extends tf.layers.Layer {
  static readonly className = 'NgramBag';
  readonly settings: NgramBagSettings;

  constructor(config: NgramBagSettings & { name?: string }) {
    super({ ...(config.name === undefined ? {} : { name: config.name }), trainable: false });
    const { minimum, maximum, buckets, units, dropout } = config;
    this.settings = { minimum, maximum, buckets, units, dropout };
  }

  override build(): void {
    const { buckets, units } = this.settings;
    this.addWeight('table', [buckets, units], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] ?? null, this.settings.units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const codes = assertDefined([inputs].flat()[0]);
    const [count, length] = codes.shape as [number, number];
    const table = assertDefined(this.weights[0]).read().dataSync<'float32'>();
    const { units } = this.settings;
    const sums = new Float32Array(count * units);
    const values = codes.dataSync<'int32'>();
    const rows = new Uint32Array(this.mostWindows(length));
    for (let name = 0; name < count; name++) {
      const found = this.bucketsOf(values, name * length, length, rows);
      addRows(table, rows.subarray(0, found), units, sums, name * units);
    }
    return tf.tensor2d(sums, [count, units]);
  }

  /** Returns the greatest number of windows in a name of `length` codes. */
  mostWindows(length: number): number {
    return length * (this.settings.maximum - this.settings.minimum + 1);
  }

  /** Writes the rows of one name's windows into `rows` and returns their number. */
  bucketsOf(
    codes: Uint8Array | Int32Array,
    offset: number,
    length: number,
    rows: Uint32Array,
  ): number {
    return ngramBuckets(
      codes,
      offset,
      length,
      { ...this.settings, paddingCode: PADDING_CODE },
      rows,
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings };
  }
}
tf.serialization.registerClass(NgramBag);

/** Adds the table's `rows` to the `units` numbers of `sums` from `to`. */
export function addRows(
  table: Float32Array,
  rows: Uint32Array,
  units: number,
  sums: Float32Array,
  to: number,
): void {
  for (const row of rows) {
    const from = row * units;
    for (let unit = 0; unit < units; unit++) {
      sums[to + unit] = (sums[to + unit] ?? 0) + (table[from + unit] ?? 0);
    }
  }
}
