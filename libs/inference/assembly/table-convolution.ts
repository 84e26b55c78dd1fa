import { activate } from './activation';
import { word, Word } from './record';

// Tables are block by block of 64-byte rows (16 floats or 32 int16): block, tap, code. One code more than the
// vocabulary stands for "outside" with a row of zeros, so that no window needs a bound check. `offsets` holds code × 64
// for each position, `outside` on both sides.

/** Embedding and convolution as sums of table rows, from position `prefix` on. */
export function tableConvolution(record: usize, output: usize, offsets: usize, tapStride: usize, prefix: i32): void {
  const positions = word(record, Word.positions);
  const channels = word(record, Word.channels);
  const taps = word(record, Word.size);
  const blocks = word(record, Word.blocks);
  const bias = <usize>word(record, Word.bias);
  const first = offsets - (<usize>word(record, Word.left) << 2);
  let table = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    const lanes = min(16, channels - block * 16);
    const start = bias + (<usize>block << 6);
    for (let position = prefix; position < positions; position++) {
      let a0 = v128.load(start);
      let a1 = v128.load(start, 16);
      let a2 = v128.load(start, 32);
      let a3 = v128.load(start, 48);
      let at = first + (<usize>position << 2);
      let rows = table;
      for (let tap = 0; tap < taps; tap++) {
        const row = rows + load<u32>(at);
        a0 = f32x4.add(a0, v128.load(row));
        a1 = f32x4.add(a1, v128.load(row, 16));
        a2 = f32x4.add(a2, v128.load(row, 32));
        a3 = f32x4.add(a3, v128.load(row, 48));
        at += 4;
        rows += tapStride;
      }
      const to = output + (<usize>(position * channels + block * 16) << 2);
      if (lanes == 16) {
        v128.store(to, a0);
        v128.store(to, a1, 16);
        v128.store(to, a2, 32);
        v128.store(to, a3, 48);
      } else {
        storeLanes(to, lanes, a0, a1, a2, a3);
      }
    }
    table += tapStride * <usize>taps;
  }
  const done = prefix * channels;
  activate(output + (<usize>done << 2), positions * channels - done, word(record, Word.activation));
}

/**
 * The same, and the greatest over all positions at once, for a group of names: block by block, as a block of the table
 * fits the first cache. `blank` holds the maxima over the first positions of an all-padding name.
 */
export function tableConvolutionMax(
  record: usize, output: usize, names: i32, rowStride: usize, offsets: usize, offsetStride: usize, tapStride: usize, firsts: usize,
): void {
  const positions = word(record, Word.positions);
  const channels = word(record, Word.channels);
  const taps = word(record, Word.size);
  const blocks = word(record, Word.blocks);
  const left = word(record, Word.left);
  const windows = offsets - (<usize>left << 2);
  const known = <usize>word(record, Word.blank);
  const last = offsetOf(positions);
  const blockSize = tapStride * <usize>taps;
  let table = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    const table1 = table + tapStride;
    const table2 = table1 + tapStride;
    const table3 = table2 + tapStride;
    const table4 = table3 + tapStride;
    const table5 = table4 + tapStride;
    for (let name = 0; name < names; name++) {
      const prefix = max(0, min(load<i32>(firsts + (<usize>name << 2)) - taps + 1 + left, positions));
      const from = known + (<usize>(prefix * blocks + block) << 6);
      let m0 = v128.load(from);
      let m1 = v128.load(from, 16);
      let m2 = v128.load(from, 32);
      let m3 = v128.load(from, 48);
      const window = windows + <usize>name * offsetStride;
      const end = window + last;
      for (let start = window + offsetOf(prefix); start < end; start += 4) {
        let row = table + load<u32>(start);
        let a0 = v128.load(row);
        let a1 = v128.load(row, 16);
        let a2 = v128.load(row, 32);
        let a3 = v128.load(row, 48);
        if (taps > 1) {
          row = table1 + load<u32>(start, 4);
          a0 = f32x4.add(a0, v128.load(row));
          a1 = f32x4.add(a1, v128.load(row, 16));
          a2 = f32x4.add(a2, v128.load(row, 32));
          a3 = f32x4.add(a3, v128.load(row, 48));
        }
        if (taps > 2) {
          row = table2 + load<u32>(start, 8);
          a0 = f32x4.add(a0, v128.load(row));
          a1 = f32x4.add(a1, v128.load(row, 16));
          a2 = f32x4.add(a2, v128.load(row, 32));
          a3 = f32x4.add(a3, v128.load(row, 48));
        }
        if (taps > 3) {
          row = table3 + load<u32>(start, 12);
          a0 = f32x4.add(a0, v128.load(row));
          a1 = f32x4.add(a1, v128.load(row, 16));
          a2 = f32x4.add(a2, v128.load(row, 32));
          a3 = f32x4.add(a3, v128.load(row, 48));
        }
        if (taps > 4) {
          row = table4 + load<u32>(start, 16);
          a0 = f32x4.add(a0, v128.load(row));
          a1 = f32x4.add(a1, v128.load(row, 16));
          a2 = f32x4.add(a2, v128.load(row, 32));
          a3 = f32x4.add(a3, v128.load(row, 48));
        }
        if (taps > 5) {
          row = table5 + load<u32>(start, 20);
          a0 = f32x4.add(a0, v128.load(row));
          a1 = f32x4.add(a1, v128.load(row, 16));
          a2 = f32x4.add(a2, v128.load(row, 32));
          a3 = f32x4.add(a3, v128.load(row, 48));
        }
        for (let tap: usize = 6; tap < <usize>taps; tap++) {
          row = table + tap * tapStride + load<u32>(start + (tap << 2));
          a0 = f32x4.add(a0, v128.load(row));
          a1 = f32x4.add(a1, v128.load(row, 16));
          a2 = f32x4.add(a2, v128.load(row, 32));
          a3 = f32x4.add(a3, v128.load(row, 48));
        }
        m0 = f32x4.pmax(m0, a0);
        m1 = f32x4.pmax(m1, a1);
        m2 = f32x4.pmax(m2, a2);
        m3 = f32x4.pmax(m3, a3);
      }
      const start = <usize>word(record, Word.bias) + (<usize>block << 6);
      storeLanes(
        output + <usize>name * rowStride + (<usize>block << 6),
        min(16, channels - block * 16),
        f32x4.add(m0, v128.load(start)),
        f32x4.add(m1, v128.load(start, 16)),
        f32x4.add(m2, v128.load(start, 32)),
        f32x4.add(m3, v128.load(start, 48)),
      );
    }
    table += blockSize;
  }
  for (let name = 0; name < names; name++) activate(output + <usize>name * rowStride, channels, word(record, Word.activation));
}

/** The same with int8 weights, widened to int16: sums are exact, and twice as many fit a register. */
export function tableConvolutionMaxInt8(
  record: usize, output: usize, names: i32, rowStride: usize, offsets: usize, offsetStride: usize, tapStride: usize, firsts: usize,
): void {
  const channels = word(record, Word.channels);
  switch (word(record, Word.size)) {
    case 2: maximaInt8(2, record, output, names, rowStride, offsets, offsetStride, tapStride, firsts); break;
    case 3: maximaInt8(3, record, output, names, rowStride, offsets, offsetStride, tapStride, firsts); break;
    case 4: maximaInt8(4, record, output, names, rowStride, offsets, offsetStride, tapStride, firsts); break;
    case 5: maximaInt8(5, record, output, names, rowStride, offsets, offsetStride, tapStride, firsts); break;
    case 6: maximaInt8(6, record, output, names, rowStride, offsets, offsetStride, tapStride, firsts); break;
    default: maximaInt8(word(record, Word.size), record, output, names, rowStride, offsets, offsetStride, tapStride, firsts);
  }
  for (let name = 0; name < names; name++) activate(output + <usize>name * rowStride, channels, word(record, Word.activation));
}

/** Inlined with a constant for `taps`, so that the usual kernels have no branches in their loops. */
@inline
function maximaInt8(
  taps: i32, record: usize, output: usize, names: i32, rowStride: usize, offsets: usize, offsetStride: usize, tapStride: usize,
  firsts: usize,
): void {
  const positions = word(record, Word.positions);
  const channels = word(record, Word.channels);
  const blocks = word(record, Word.blocks);
  const left = word(record, Word.left);
  const windows = offsets - (<usize>left << 2);
  const known = <usize>word(record, Word.blank);
  const last = offsetOf(positions);
  const blockSize = tapStride * <usize>taps;
  let table = <usize>word(record, Word.table);
  for (let block = 0; block < blocks; block++) {
    const table1 = table + tapStride;
    const table2 = table1 + tapStride;
    const table3 = table2 + tapStride;
    const table4 = table3 + tapStride;
    const table5 = table4 + tapStride;
    for (let name = 0; name < names; name++) {
      const prefix = max(0, min(load<i32>(firsts + (<usize>name << 2)) - taps + 1 + left, positions));
      const from = known + (<usize>(prefix * blocks + block) << 6);
      let m0 = v128.load(from);
      let m1 = v128.load(from, 16);
      let m2 = v128.load(from, 32);
      let m3 = v128.load(from, 48);
      const window = windows + <usize>name * offsetStride;
      const end = window + last;
      for (let start = window + offsetOf(prefix); start < end; start += 4) {
        let row = table + load<u32>(start);
        let a0 = v128.load(row);
        let a1 = v128.load(row, 16);
        let a2 = v128.load(row, 32);
        let a3 = v128.load(row, 48);
        if (taps > 1) {
          row = table1 + load<u32>(start, 4);
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        if (taps > 2) {
          row = table2 + load<u32>(start, 8);
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        if (taps > 3) {
          row = table3 + load<u32>(start, 12);
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        if (taps > 4) {
          row = table4 + load<u32>(start, 16);
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        if (taps > 5) {
          row = table5 + load<u32>(start, 20);
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        for (let tap: usize = 6; tap < <usize>taps; tap++) {
          row = table + tap * tapStride + load<u32>(start + (tap << 2));
          a0 = i16x8.add(a0, v128.load(row));
          a1 = i16x8.add(a1, v128.load(row, 16));
          a2 = i16x8.add(a2, v128.load(row, 32));
          a3 = i16x8.add(a3, v128.load(row, 48));
        }
        m0 = i16x8.max_s(m0, a0);
        m1 = i16x8.max_s(m1, a1);
        m2 = i16x8.max_s(m2, a2);
        m3 = i16x8.max_s(m3, a3);
      }
      const at = <usize>block << 7;
      const to = output + <usize>name * rowStride + at;
      const scales = <usize>word(record, Word.extra) + at;
      const bias = <usize>word(record, Word.bias) + at;
      const lanes = min(32, channels - block * 32);
      storeLanes(
        to, min(16, lanes),
        scaled(i32x4.extend_low_i16x8_s(m0), scales, bias),
        scaled(i32x4.extend_high_i16x8_s(m0), scales + 16, bias + 16),
        scaled(i32x4.extend_low_i16x8_s(m1), scales + 32, bias + 32),
        scaled(i32x4.extend_high_i16x8_s(m1), scales + 48, bias + 48),
      );
      if (lanes > 16) {
        storeLanes(
          to + 64, lanes - 16,
          scaled(i32x4.extend_low_i16x8_s(m2), scales + 64, bias + 64),
          scaled(i32x4.extend_high_i16x8_s(m2), scales + 80, bias + 80),
          scaled(i32x4.extend_low_i16x8_s(m3), scales + 96, bias + 96),
          scaled(i32x4.extend_high_i16x8_s(m3), scales + 112, bias + 112),
        );
      }
    }
    table += blockSize;
  }
}

@inline
function offsetOf(position: i32): usize {
  return <usize>position << 2;
}

@inline
function scaled(sums: v128, scales: usize, bias: usize): v128 {
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load(scales)), v128.load(bias));
}

/** Stores the first `lanes` of 16 floats. */
export function storeLanes(to: usize, lanes: i32, a0: v128, a1: v128, a2: v128, a3: v128): void {
  let rest = a0;
  let at = to;
  let left = lanes;
  if (left >= 4) { v128.store(at, rest); at += 16; left -= 4; rest = a1;
    if (left >= 4) { v128.store(at, rest); at += 16; left -= 4; rest = a2;
      if (left >= 4) { v128.store(at, rest); at += 16; left -= 4; rest = a3;
        if (left >= 4) { v128.store(at, rest); return; }
      }
    }
  }
  if (left > 0) store<f32>(at, f32x4.extract_lane(rest, 0));
  if (left > 1) store<f32>(at, f32x4.extract_lane(rest, 1), 4);
  if (left > 2) store<f32>(at, f32x4.extract_lane(rest, 2), 8);
}
