import type { CompiledTensor } from '../../format/compiled-model.ts';

/*
 * Weights in the order in which the engine's loops read them: in blocks of as many channels as its registers hold, the
 * last block filled up with zeros.
 */

/** Bytes of one row of a block of a convolution table: 16 floats or 32 int16. */
export const TABLE_ROW = 64;

/**
 * (taps, vocabulary, filters) → block, tap, code, filter; one code more, of zeros, stands for "outside". Whole rows are
 * copied by the platform, as a loop over all their numbers would take most of the time until the first verdict.
 */
export function tableBlocks<T extends Float32Array | Int16Array>(
  [taps = 0, vocabulary = 0, filters = 0]: readonly number[],
  source: Float32Array | Int8Array,
  make: (length: number) => T,
): T {
  const width = TABLE_ROW / make(0).BYTES_PER_ELEMENT;
  const blocks = Math.ceil(filters / width);
  const out = make(blocks * taps * (vocabulary + 1) * width);
  for (let tap = 0; tap < taps; tap++) {
    for (let code = 0; code < vocabulary; code++) {
      const from = (tap * vocabulary + code) * filters;
      for (let block = 0; block < blocks; block++) {
        const row = (block * taps + tap) * (vocabulary + 1) + code;
        const end = from + Math.min(filters, (block + 1) * width);
        out.set(source.subarray(from + block * width, end), row * width);
      }
    }
  }
  return out;
}

/** (rows, columns) → block of `width` columns, row, column. */
export function columnBlocks(
  rows: number,
  columns: number,
  width: number,
  source: Float32Array,
): Float32Array {
  const out = new Float32Array(Math.ceil(columns / width) * rows * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (Math.floor(column / width) * rows + row) * width + (column % width);
      out[at] = source[row * columns + column] ?? 0;
    }
  }
  return out;
}

/** (inputs, units) → block of 16 units, pair of inputs, unit, which of the two; widened once here, not at every use. */
export function pairBlocks(inputs: number, units: number, source: Int8Array): Int16Array {
  const pairs = Math.ceil(inputs / 2);
  const out = new Int16Array(Math.ceil(units / 16) * pairs * 32);
  for (let input = 0; input < inputs; input++) {
    for (let unit = 0; unit < units; unit++) {
      const row = Math.floor(unit / 16) * pairs + (input >> 1);
      out[row * 32 + (unit % 16) * 2 + (input & 1)] = source[input * units + unit] ?? 0;
    }
  }
  return out;
}

/** `values` filled up with zeros to a multiple of `width`. */
export function padded(values: Float32Array, width: number): Float32Array {
  const out = new Float32Array(Math.ceil(values.length / width) * width);
  out.set(values);
  return out;
}

/** One scale for each of `channels`. */
export function scalesOf(
  tensor: CompiledTensor & { readonly scales: Float32Array },
  channels: number,
): Float32Array {
  const { scales } = tensor;
  return Float32Array.from({ length: channels }, (_, i) => scales[i % scales.length] ?? 0);
}

/** The greatest sums of table rows over the first 0, 1, … `positions` positions of a name that is all padding. */
export function paddingMaxima<T extends Float32Array | Int16Array>(
  tables: T,
  out: T,
  taps: number,
  rows: number,
  left: number,
  length: number,
  padding: number,
  lowest: number,
): T {
  const width = TABLE_ROW / tables.BYTES_PER_ELEMENT;
  const blocks = tables.length / (taps * rows * width);
  const size = blocks * width;
  out.fill(lowest, 0, size);
  for (let position = 0; (position + 2) * size <= out.length; position++) {
    const isLikeTheLast = position > left && position - left + taps <= length;
    if (isLikeTheLast) {
      out.copyWithin((position + 1) * size, position * size, (position + 1) * size);
      continue;
    }
    for (let channel = 0; channel < size; channel++) {
      const block = Math.floor(channel / width);
      let sum = 0;
      for (let tap = 0; tap < taps; tap++) {
        const at = position - left + tap;
        if (at >= 0 && at < length) {
          const row = (block * taps + tap) * rows + padding;
          sum += tables[row * width + (channel % width)] ?? 0;
        }
      }
      out[(position + 1) * size + channel] = Math.max(
        sum,
        out[position * size + channel] ?? lowest,
      );
    }
  }
  return out;
}
