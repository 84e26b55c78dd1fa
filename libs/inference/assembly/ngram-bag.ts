import { addRow, divide } from './layers';
import { word, Word } from './record';
import { mixed, OFFSET_BASIS, withCode } from './window-hash';
import { rowOf } from './window-hashes';

/** Writes the table row of each n-gram; the definition is `src/ngram-buckets.ts`. */
function buckets(record: usize, codes: usize, length: i32, out: usize): i32 {
  const minimum = word(record, Word.size);
  const maximum = word(record, Word.left);
  const mask = <u32>word(record, Word.inputPositions) - 1;
  const padding = <u32>word(record, Word.extra);
  let count = 0;
  for (let start = 0; start < length; start++) {
    let hash = OFFSET_BASIS;
    const longest = min(maximum, length - start);
    for (let size = 1; size <= longest; size++) {
      const code = <u32>load<u8>(codes + start + size - 1);
      if (code == padding) break;
      hash = withCode(hash, code);
      if (size >= minimum) {
        store<u32>(out + (<usize>count << 2), mixed(hash) & mask);
        count++;
      }
    }
  }
  return count;
}

/** The sum or mean of the rows of a name's n-grams. */
export function ngramBag(record: usize, output: usize, codes: usize, length: i32, scratch: usize): void {
  const channels = word(record, Word.channels);
  const row = <usize>channels << 2;
  const table = <usize>word(record, Word.table);
  const count = buckets(record, codes, length, scratch);
  memory.fill(output, 0, row);
  for (let i = 0; i < count; i++) addRow(output, table + <usize>load<u32>(scratch + (<usize>i << 2)) * row, channels);
  if (word(record, Word.activation) == 1 && count > 0) divide(output, channels, <f32>count);
}

/** As many int8 numbers as int16 has room for the sum of. */
const MOST_SUMMED: i32 = 256;

/**
 * The same with int8 rows of a multiple of sixteen numbers, summed exactly: up to 256 rows in int16, then in int32.
 * `hashes` are those of the name's windows, 0 where there are none.
 */
export function ngramBagInt8(record: usize, output: usize, codes: usize, length: i32, scratch: usize, hashes: usize): void {
  const channels = <usize>word(record, Word.channels);
  const known = hashes == 0 ? -1 : load<i32>(hashes);
  const isHashed = known >= 0;
  const minimum = word(record, Word.size);
  const maximum = word(record, Word.left);
  const row = <usize>word(record, Word.inputChannels);
  const mask: u32 = isHashed ? <u32>word(record, Word.inputPositions) - 1 : 0xffffffff;
  const found = isHashed ? 0 : buckets(record, codes, length, scratch);
  // Parts of the rows: those of the windows of one size, or so many in turn.
  const parts = isHashed ? min(maximum, known) - minimum + 1 : (found + MOST_SUMMED - 1) / MOST_SUMMED;
  let count = found;
  for (let part = 0; isHashed && part < parts; part++) count += known - minimum - part + 1;
  const divisor = f32x4.splat(word(record, Word.activation) == 1 && count > 0 ? <f32>count : 1);
  for (let from: usize = 0; from < channels; from += 16) {
    const table = <usize>word(record, Word.table) + from;
    let a0 = i32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
    for (let part = 0; part < parts; part++) {
      let at = isHashed ? rowOf(hashes, row, minimum + part) : scratch + (<usize>(part * MOST_SUMMED) << 2);
      const rows = isHashed ? known - minimum - part + 1 : min(MOST_SUMMED, found - part * MOST_SUMMED);
      let low = i16x8.splat(0), high = low;
      for (const end = at + (<usize>rows << 2); at < end; at += 4) {
        const numbers = table + <usize>(load<u32>(at) & mask) * channels;
        low = i16x8.add(low, v128.load8x8_s(numbers));
        high = i16x8.add(high, v128.load8x8_s(numbers, 8));
      }
      a0 = i32x4.add(a0, i32x4.extend_low_i16x8_s(low));
      a1 = i32x4.add(a1, i32x4.extend_high_i16x8_s(low));
      a2 = i32x4.add(a2, i32x4.extend_low_i16x8_s(high));
      a3 = i32x4.add(a3, i32x4.extend_high_i16x8_s(high));
    }
    const to = output + (from << 2);
    const by = <usize>word(record, Word.bias) + (from << 2);
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a0), v128.load(by)), divisor));
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a1), v128.load(by, 16)), divisor), 16);
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a2), v128.load(by, 32)), divisor), 32);
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a3), v128.load(by, 48)), divisor), 48);
  }
}
