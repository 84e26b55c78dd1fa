import { activate } from './activation';
import { word, Word } from './record';
import { storeLanes } from './table-convolution';

/** Rows of a table, one for each code. */
export function embedding(record: usize, output: usize, codes: usize, prefix: i32): void {
  const size = <usize>word(record, Word.channels) << 2;
  const positions = word(record, Word.positions);
  const table = <usize>word(record, Word.table);
  for (let position = prefix; position < positions; position++) {
    memory.copy(output + <usize>position * size, table + <usize>load<u8>(codes + position) * size, size);
  }
}

/**
 * A convolution over values, four positions by eight filters at a time. The input has zeros on both sides of it; the
 * last four positions are computed together even where some were done before, as that gives the same numbers again.
 */
export function convolution(record: usize, input: usize, output: usize, prefix: i32): void {
  const positions = word(record, Word.positions);
  if (prefix >= positions) return;
  const filters = word(record, Word.channels);
  const step = <usize>word(record, Word.inputChannels) << 2;
  const length = word(record, Word.size) * word(record, Word.inputChannels);
  const blocks = word(record, Word.blocks);
  const bias = <usize>word(record, Word.bias);
  const window = input - <usize>word(record, Word.left) * step;
  const kernel = <usize>word(record, Word.table);
  const blockSize = <usize>length << 5;
  for (let block = 0; block < blocks; block++) {
    const weights = kernel + <usize>block * blockSize;
    const b0 = v128.load(bias + (<usize>block << 5));
    const b1 = v128.load(bias + (<usize>block << 5), 16);
    const lanes = min(8, filters - block * 8);
    let position = prefix;
    while (position < positions) {
      if (positions >= 4) {
        const start = min(position, positions - 4);
        let x0 = window + <usize>start * step;
        let x1 = x0 + step;
        let x2 = x1 + step;
        let x3 = x2 + step;
        let a00 = b0, a01 = b1, a10 = b0, a11 = b1, a20 = b0, a21 = b1, a30 = b0, a31 = b1;
        let w = weights;
        const end = weights + blockSize;
        while (w < end) {
          const w0 = v128.load(w);
          const w1 = v128.load(w, 16);
          let x = v128.load32_splat(x0);
          a00 = f32x4.add(a00, f32x4.mul(x, w0));
          a01 = f32x4.add(a01, f32x4.mul(x, w1));
          x = v128.load32_splat(x1);
          a10 = f32x4.add(a10, f32x4.mul(x, w0));
          a11 = f32x4.add(a11, f32x4.mul(x, w1));
          x = v128.load32_splat(x2);
          a20 = f32x4.add(a20, f32x4.mul(x, w0));
          a21 = f32x4.add(a21, f32x4.mul(x, w1));
          x = v128.load32_splat(x3);
          a30 = f32x4.add(a30, f32x4.mul(x, w0));
          a31 = f32x4.add(a31, f32x4.mul(x, w1));
          w += 32;
          x0 += 4;
          x1 += 4;
          x2 += 4;
          x3 += 4;
        }
        const row = <usize>filters << 2;
        const at = output + <usize>start * row + (<usize>block << 5);
        storePair(at, lanes, a00, a01);
        storePair(at + row, lanes, a10, a11);
        storePair(at + 2 * row, lanes, a20, a21);
        storePair(at + 3 * row, lanes, a30, a31);
        position = start + 4;
      } else {
        let a0 = b0;
        let a1 = b1;
        let x = window + <usize>position * step;
        for (let w = weights, end = weights + blockSize; w < end; w += 32) {
          const value = v128.load32_splat(x);
          a0 = f32x4.add(a0, f32x4.mul(value, v128.load(w)));
          a1 = f32x4.add(a1, f32x4.mul(value, v128.load(w, 16)));
          x += 4;
        }
        storePair(output + (<usize>(position * filters + block * 8) << 2), lanes, a0, a1);
        position++;
      }
    }
  }
  const from = min(prefix, max(0, positions - 4)) * filters;
  activate(output + (<usize>from << 2), positions * filters - from, word(record, Word.activation));
}

@inline
function storePair(to: usize, lanes: i32, a0: v128, a1: v128): void {
  if (lanes == 8) {
    v128.store(to, a0);
    v128.store(to, a1, 16);
  } else {
    storeLanes(to, lanes, a0, a1, a1, a1);
  }
}

/** A dense layer, sixteen units at a time; `start` holds bias and what the first numbers of the input add. */
export function dense(record: usize, input: usize, output: usize, start: usize, skip: i32): void {
  const units = word(record, Word.channels);
  const length = word(record, Word.size);
  const blocks = word(record, Word.blocks);
  let weights = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    const from = start + (<usize>block << 6);
    let a0 = v128.load(from);
    let a1 = v128.load(from, 16);
    let a2 = v128.load(from, 32);
    let a3 = v128.load(from, 48);
    let w = weights + (<usize>skip << 6);
    weights += <usize>length << 6;
    let x = input + (<usize>skip << 2);
    while (w < weights) {
      const value = v128.load32_splat(x);
      a0 = f32x4.add(a0, f32x4.mul(value, v128.load(w)));
      a1 = f32x4.add(a1, f32x4.mul(value, v128.load(w, 16)));
      a2 = f32x4.add(a2, f32x4.mul(value, v128.load(w, 32)));
      a3 = f32x4.add(a3, f32x4.mul(value, v128.load(w, 48)));
      w += 64;
      x += 4;
    }
    storeLanes(output + (<usize>block << 6), min(16, units - block * 16), a0, a1, a2, a3);
  }
  activate(output, units, word(record, Word.activation));
}

/** Sums of int8 products stay below 2^31 when no input, as an integer, is above 2^31 / 127 / their number. */
const GREATEST_SUM: f32 = 16_000_000;

/**
 * A dense layer with int8 weights: the input becomes int16 by its own greatest number, then two products an addition.
 * Weights: blocks of 32 units, in them pairs of inputs, in them two weights for each unit.
 */
export function denseInt8(record: usize, input: usize, output: usize, scratch: usize): void {
  const units = word(record, Word.channels);
  const length = word(record, Word.size);
  const blocks = word(record, Word.blocks);
  const bias = <usize>word(record, Word.bias);
  const scales = <usize>word(record, Word.extra);
  let greatest: f32 = 0;
  for (let i = 0; i < length; i++) greatest = max(greatest, abs(load<f32>(input + (<usize>i << 2))));
  const limit = min<f32>(32767, GREATEST_SUM / <f32>length);
  const toInteger: f32 = greatest > 0 ? limit / greatest : 0;
  const back = f32x4.splat(greatest / limit);
  for (let i = 0; i < length; i++) {
    store<i16>(scratch + (<usize>i << 1), <i16>nearest<f32>(load<f32>(input + (<usize>i << 2)) * toInteger));
  }
  if (length & 1) store<i16>(scratch + (<usize>length << 1), 0);
  const pairs = <usize>((length + 1) >> 1);
  let weights = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    let a0 = i32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
    let x = scratch;
    const end = weights + (pairs << 6);
    while (weights < end) {
      const pair = v128.load32_splat(x);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights)));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 8)));
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 16)));
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 24)));
      a4 = i32x4.add(a4, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 32)));
      a5 = i32x4.add(a5, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 40)));
      a6 = i32x4.add(a6, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 48)));
      a7 = i32x4.add(a7, i32x4.dot_i16x8_s(pair, v128.load8x8_s(weights, 56)));
      weights += 64;
      x += 4;
    }
    const at = <usize>block << 7;
    const lanes = min(32, units - block * 32);
    storeLanes(
      output + at, min(16, lanes),
      finished(a0, back, scales + at, bias + at),
      finished(a1, back, scales + at + 16, bias + at + 16),
      finished(a2, back, scales + at + 32, bias + at + 32),
      finished(a3, back, scales + at + 48, bias + at + 48),
    );
    if (lanes > 16) {
      storeLanes(
        output + at + 64, lanes - 16,
        finished(a4, back, scales + at + 64, bias + at + 64),
        finished(a5, back, scales + at + 80, bias + at + 80),
        finished(a6, back, scales + at + 96, bias + at + 96),
        finished(a7, back, scales + at + 112, bias + at + 112),
      );
    }
  }
  activate(output, units, word(record, Word.activation));
}

@inline
function finished(sums: v128, back: v128, scales: usize, bias: usize): v128 {
  return f32x4.add(f32x4.mul(f32x4.mul(f32x4.convert_i32x4_s(sums), back), v128.load(scales)), v128.load(bias));
}

/** The greatest of each window, from position `prefix` on. */
export function maxPool(record: usize, input: usize, output: usize, prefix: i32): void {
  const channels = word(record, Word.channels);
  const row = <usize>channels << 2;
  const positions = word(record, Word.positions);
  const inputPositions = word(record, Word.inputPositions);
  const size = word(record, Word.size);
  for (let position = prefix; position < positions; position++) {
    const first = position * word(record, Word.extra) - word(record, Word.left);
    const to = output + <usize>position * row;
    const end = min(inputPositions, first + size);
    let from = max(0, first);
    memory.copy(to, input + <usize>from * row, row);
    for (from++; from < end; from++) raise(to, input + <usize>from * row, channels);
  }
}

/** The greatest over positions, those before `prefix` known beforehand. */
export function globalMaxPool(record: usize, input: usize, output: usize, prefix: i32): void {
  const channels = word(record, Word.channels);
  const row = <usize>channels << 2;
  memory.copy(output, <usize>word(record, Word.blank) + <usize>prefix * row, row);
  for (let at = prefix; at < word(record, Word.inputPositions); at++) raise(output, input + <usize>at * row, channels);
}

/** The sum over positions, those before `prefix` known beforehand; `extra` 1 makes it the average. */
export function globalSumPool(record: usize, input: usize, output: usize, prefix: i32): void {
  const channels = word(record, Word.channels);
  const row = <usize>channels << 2;
  const positions = word(record, Word.inputPositions);
  memory.copy(output, <usize>word(record, Word.blank) + <usize>prefix * row, row);
  for (let at = prefix; at < positions; at++) addRow(output, input + <usize>at * row, channels);
  if (word(record, Word.extra) == 1) divide(output, channels, <f32>positions);
}

/** Copies a value into its columns of a joined one, `extra` bytes from row to row. */
export function copyColumns(record: usize, input: usize, output: usize): void {
  const row = <usize>word(record, Word.inputChannels) << 2;
  const stride = <usize>word(record, Word.extra);
  for (let position: usize = 0; position < <usize>word(record, Word.positions); position++) {
    memory.copy(output + position * stride, input + position * row, row);
  }
}

/** to[i] += from[i] */
export function addRow(to: usize, from: usize, count: i32): void {
  let i: usize = 0;
  for (; i + 4 <= <usize>count; i += 4) {
    v128.store(to + (i << 2), f32x4.add(v128.load(to + (i << 2)), v128.load(from + (i << 2))));
  }
  for (; i < <usize>count; i++) store<f32>(to + (i << 2), load<f32>(to + (i << 2)) + load<f32>(from + (i << 2)));
}

export function divide(values: usize, count: i32, divisor: f32): void {
  for (let i: usize = 0; i < <usize>count; i++) store<f32>(values + (i << 2), load<f32>(values + (i << 2)) / divisor);
}

function raise(to: usize, from: usize, count: i32): void {
  let i: usize = 0;
  for (; i + 4 <= <usize>count; i += 4) {
    v128.store(to + (i << 2), f32x4.pmax(v128.load(to + (i << 2)), v128.load(from + (i << 2))));
  }
  for (; i < <usize>count; i++) store<f32>(to + (i << 2), max<f32>(load<f32>(to + (i << 2)), load<f32>(from + (i << 2))));
}
