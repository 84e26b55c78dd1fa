import { addRow, divide } from './layers';
import { word, Word } from './record';
import { mixed, OFFSET_BASIS, withCode } from './window-hash';

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

/** The same with int8 rows of a multiple of sixteen numbers, summed exactly. */
export function ngramBagInt8(record: usize, output: usize, codes: usize, length: i32, scratch: usize): void {
  const channels = <usize>word(record, Word.channels);
  const scales = <usize>word(record, Word.bias);
  const table = <usize>word(record, Word.table);
  const count = buckets(record, codes, length, scratch);
  const isMean = word(record, Word.activation) == 1 && count > 0;
  const divisor = f32x4.splat(isMean ? <f32>count : 1);
  for (let from: usize = 0; from < channels; from += 16) {
    let a0 = i32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
    for (let i = 0; i < count; i++) {
      const at = table + from + <usize>load<u32>(scratch + (<usize>i << 2)) * channels;
      const low = v128.load8x8_s(at);
      const high = v128.load8x8_s(at, 8);
      a0 = i32x4.add(a0, i32x4.extend_low_i16x8_s(low));
      a1 = i32x4.add(a1, i32x4.extend_high_i16x8_s(low));
      a2 = i32x4.add(a2, i32x4.extend_low_i16x8_s(high));
      a3 = i32x4.add(a3, i32x4.extend_high_i16x8_s(high));
    }
    const to = output + (from << 2);
    const by = scales + (from << 2);
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a0), v128.load(by)), divisor));
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a1), v128.load(by, 16)), divisor), 16);
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a2), v128.load(by, 32)), divisor), 32);
    v128.store(to, f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(a3), v128.load(by, 48)), divisor), 48);
  }
}
