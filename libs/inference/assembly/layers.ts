import { activate } from './activation';
import { GROUP, word, Word } from './record';
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

/**
 * A dense layer, sixteen units at a time, for two names of a group where there are two: they share the weights' loads.
 * `start` holds bias and what the first `skip` numbers of the input add.
 */
export function dense(
  record: usize, input: usize, output: usize, names: i32, rowStride: usize, start: usize, skip: i32,
): void {
  const units = word(record, Word.channels);
  const length = word(record, Word.size);
  const blocks = word(record, Word.blocks);
  let weights = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    const from = start + (<usize>block << 6);
    const lanes = min(16, units - block * 16);
    const first = weights + (<usize>skip << 6);
    weights += <usize>length << 6;
    // The score's own layer has one unit; the sums of the others would be thrown away.
    if (lanes <= 4) {
      for (let name = 0; name < names; name++) {
        let x = input + <usize>name * rowStride + (<usize>skip << 2);
        let sums = v128.load(from);
        for (let w = first; w < weights; w += 64, x += 4) sums = f32x4.add(sums, f32x4.mul(v128.load32_splat(x), v128.load(w)));
        storeLanes(output + <usize>name * rowStride + (<usize>block << 6), lanes, sums, sums, sums, sums);
      }
      continue;
    }
    let name = 0;
    for (; name + 2 <= names; name += 2) {
      let x = input + <usize>name * rowStride + (<usize>skip << 2);
      let y = x + rowStride;
      let a0 = v128.load(from);
      let a1 = v128.load(from, 16);
      let a2 = v128.load(from, 32);
      let a3 = v128.load(from, 48);
      let b0 = a0, b1 = a1, b2 = a2, b3 = a3;
      for (let w = first; w < weights; w += 64) {
        const xs = v128.load32_splat(x);
        const ys = v128.load32_splat(y);
        const w0 = v128.load(w);
        a0 = f32x4.add(a0, f32x4.mul(xs, w0));
        b0 = f32x4.add(b0, f32x4.mul(ys, w0));
        const w1 = v128.load(w, 16);
        a1 = f32x4.add(a1, f32x4.mul(xs, w1));
        b1 = f32x4.add(b1, f32x4.mul(ys, w1));
        const w2 = v128.load(w, 32);
        a2 = f32x4.add(a2, f32x4.mul(xs, w2));
        b2 = f32x4.add(b2, f32x4.mul(ys, w2));
        const w3 = v128.load(w, 48);
        a3 = f32x4.add(a3, f32x4.mul(xs, w3));
        b3 = f32x4.add(b3, f32x4.mul(ys, w3));
        x += 4;
        y += 4;
      }
      const to = output + <usize>name * rowStride + (<usize>block << 6);
      storeLanes(to, lanes, a0, a1, a2, a3);
      storeLanes(to + rowStride, lanes, b0, b1, b2, b3);
    }
    if (name < names) {
      let a0 = v128.load(from);
      let a1 = v128.load(from, 16);
      let a2 = v128.load(from, 32);
      let a3 = v128.load(from, 48);
      let x = input + <usize>name * rowStride + (<usize>skip << 2);
      for (let w = first; w < weights; w += 64) {
        const value = v128.load32_splat(x);
        a0 = f32x4.add(a0, f32x4.mul(value, v128.load(w)));
        a1 = f32x4.add(a1, f32x4.mul(value, v128.load(w, 16)));
        a2 = f32x4.add(a2, f32x4.mul(value, v128.load(w, 32)));
        a3 = f32x4.add(a3, f32x4.mul(value, v128.load(w, 48)));
        x += 4;
      }
      storeLanes(output + <usize>name * rowStride + (<usize>block << 6), lanes, a0, a1, a2, a3);
    }
  }
  for (let name = 0; name < names; name++) activate(output + <usize>name * rowStride, units, word(record, Word.activation));
}

/** The greatest weight as an integer where they come as floats: weights and inputs lose about as much by it. */
const GREATEST_WEIGHT: f32 = 2047;
/** What no sum of products may reach, 2^31, less what the rounding of the inputs may add. */
const GREATEST_SUM: f32 = 2_140_000_000;

/**
 * Weights (inputs, units) from floats into the integers that `denseInt8` reads, and how large its inputs may be as
 * integers. Done here as it would take the host's cold JavaScript milliseconds.
 */
export function packDense(record: usize, source: usize, inputs: i32, units: i32): void {
  const pairs = (inputs + 1) >> 1;
  const stride = <usize>units << 2;
  let most = 1;
  for (let unit = 0; unit < units; unit++) {
    const column = source + (<usize>unit << 2);
    let greatest: f32 = 0;
    for (let input = 0; input < inputs; input++) greatest = max(greatest, abs(load<f32>(column + <usize>input * stride)));
    store<f32>(<usize>word(record, Word.extra) + (<usize>unit << 2), greatest / GREATEST_WEIGHT);
    const toInteger: f32 = greatest > 0 ? GREATEST_WEIGHT / greatest : 0;
    const to = <usize>word(record, Word.table) + (<usize>((unit >> 4) * pairs) << 6) + (<usize>(unit & 15) << 2);
    let sum = 0;
    for (let input = 0; input < inputs; input++) {
      const weight = <i32>nearest<f32>(load<f32>(column + <usize>input * stride) * toInteger);
      store<i16>(to + (<usize>(input >> 1) << 6) + (<usize>(input & 1) << 1), <i16>weight);
      sum += abs(weight);
    }
    most = max(most, sum);
  }
  store<i32>(record + (Word.left << 2), min(32767, <i32>(GREATEST_SUM / <f32>most)));
}

/**
 * A dense layer with integer weights, int8 or more, which are int16 here. Each name's input becomes int16 by its own
 * greatest number, `left` at most; then each pair of inputs that is not all zero meets its weights, two products an
 * addition: most of what a maximum of ReLUs hands on is zero. Weights: blocks of 16 units, in them pairs of inputs, in them
 * two weights for each unit. A name's scratch is a scale, where its list of pairs ends, and the list.
 */
export function denseInt8(
  record: usize, input: usize, output: usize, names: i32, rowStride: usize, scratch: usize, scratchStride: usize,
): void {
  const units = word(record, Word.channels);
  const length = word(record, Word.size);
  const blocks = word(record, Word.blocks);
  const integers = scratch + <usize>GROUP * scratchStride;
  for (let name = 0; name < names; name++) {
    const own = scratch + <usize>name * scratchStride;
    store<f32>(own, toIntegers(input + <usize>name * rowStride, length, integers, <f32>word(record, Word.left)));
    store<usize>(own, listPairs(integers, length, own + LIST), 4);
  }
  const blockSize = <usize>((length + 1) >> 1) << 6;
  let weights = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    const bias = <usize>word(record, Word.bias) + (<usize>block << 6);
    const scales = <usize>word(record, Word.extra) + (<usize>block << 6);
    const lanes = min(16, units - block * 16);
    for (let name = 0; name < names; name++) {
      const own = scratch + <usize>name * scratchStride;
      const end = load<usize>(own, 4);
      let a0 = i32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
      for (let pair = own + LIST; pair < end; pair += 16) {
        const x = v128.load32_splat(pair);
        const w = weights + load<u32>(pair, 4);
        const y = v128.load32_splat(pair, 8);
        const v = weights + load<u32>(pair, 12);
        a0 = i32x4.add(a0, i32x4.add(i32x4.dot_i16x8_s(x, v128.load(w)), i32x4.dot_i16x8_s(y, v128.load(v))));
        a1 = i32x4.add(a1, i32x4.add(i32x4.dot_i16x8_s(x, v128.load(w, 16)), i32x4.dot_i16x8_s(y, v128.load(v, 16))));
        a2 = i32x4.add(a2, i32x4.add(i32x4.dot_i16x8_s(x, v128.load(w, 32)), i32x4.dot_i16x8_s(y, v128.load(v, 32))));
        a3 = i32x4.add(a3, i32x4.add(i32x4.dot_i16x8_s(x, v128.load(w, 48)), i32x4.dot_i16x8_s(y, v128.load(v, 48))));
      }
      storeFinished(output + <usize>name * rowStride + (<usize>block << 6), lanes, a0, a1, a2, a3, load<f32>(own), scales, bias);
    }
    weights += blockSize;
  }
  for (let name = 0; name < names; name++) activate(output + <usize>name * rowStride, units, word(record, Word.activation));
}

/** Where a name's list of pairs begins in its scratch. */
const LIST: usize = 16;

/** Writes the pairs that are not all zero with the places of their weights in a block, an even number of them; returns where they end. */
function listPairs(integers: usize, length: i32, list: usize): usize {
  let to = list;
  let place: u64 = 0;
  for (const end = integers + ((<usize>length + 3 >> 2) << 3); integers < end; integers += 8) {
    const two = load<u64>(integers);
    store<u64>(to, (two & 0xffffffff) | place);
    to += <usize>(<u32>two != 0) << 3;
    store<u64>(to, (two >> 32) | (place + (<u64>64 << 32)));
    to += <usize>(two >> 32 != 0) << 3;
    place += <u64>128 << 32;
  }
  store<u64>(to, 0);
  return to + ((to - list) & 8);
}

/** Writes a name's input as integers, `limit` for its greatest number, and zeros up to a fourth; returns what 1 stands for. */
function toIntegers(input: usize, length: i32, integers: usize, limit: f32): f32 {
  const end = input + (<usize>length << 2);
  let most = f32x4.splat(0);
  let at = input;
  for (; at + 16 <= end; at += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(at)));
  let greatest = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  for (; at < end; at += 4) greatest = max(greatest, abs(load<f32>(at)));
  const toInteger: f32 = greatest > 0 ? limit / greatest : 0;
  const factor = f32x4.splat(toInteger);
  let to = integers;
  at = input;
  for (; at + 32 <= end; at += 32, to += 16) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at), factor)));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at, 16), factor)));
    v128.store(to, i16x8.narrow_i32x4_s(low, high));
  }
  for (; at < end; at += 4, to += 2) store<i16>(to, <i16>nearest<f32>(load<f32>(at) * toInteger));
  store<u64>(to, 0);
  return greatest / limit;
}

@inline
function storeFinished(
  to: usize, lanes: i32, a0: v128, a1: v128, a2: v128, a3: v128, scale: f32, scales: usize, bias: usize,
): void {
  const back = f32x4.splat(scale);
  storeLanes(
    to, lanes,
    finished(a0, back, scales, bias),
    finished(a1, back, scales + 16, bias + 16),
    finished(a2, back, scales + 32, bias + 32),
    finished(a3, back, scales + 48, bias + 48),
  );
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
