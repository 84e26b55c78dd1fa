import { word, Word } from './record';
import { mixed, OFFSET_BASIS, withCode } from './window-hash';
import { rowOf } from './window-hashes';

/**
 * What words make of one name; the definition is `src/words/word-coverage.ts` of `@degas/features`. `covered` has room for
 * `length` bytes and a vector more; `hashes` are those of the name's windows, 0 where there are none.
 */
export function wordCover(record: usize, output: usize, codes: usize, length: i32, covered: usize, hashes: usize): void {
  const minimum = word(record, Word.size);
  const maximum = word(record, Word.left);
  const known = hashes == 0 ? -1 : load<i32>(hashes);
  const first = known < 0 ? 0 : load<i32>(hashes, 4);
  const endCode = word(record, Word.blocks);
  let end = 0;
  while (first + end < length && <i32>load<u8>(codes + first + end) != endCode) end++;
  memory.fill(covered, 0, <usize>end + 16);
  const total = known < 0 ? coverByCodes(record, codes, end, covered) : coverByHashes(record, hashes, end, covered);
  for (let size = minimum; size <= maximum; size++) {
    const least = i8x16.splat(<i8>size);
    let count = 0;
    for (let at = 0; at < end; at += 16) count += popcnt(i8x16.bitmask(i8x16.ge_s(v128.load(covered + at), least)));
    store<f32>(output + (<usize>(size - minimum) << 2), total == 0 ? 0 : <f32>count / <f32>total);
  }
}

/** Writes the length of the longest word over each code, the shortest words first; returns how many codes there are. */
function coverByHashes(record: usize, hashes: usize, end: i32, covered: usize): i32 {
  const table = <usize>word(record, Word.table);
  const mask = <u32>word(record, Word.inputPositions) - 1;
  const row = <usize>word(record, Word.inputChannels);
  const longest = min(word(record, Word.left), end);
  for (let size = word(record, Word.size); size <= longest; size++) {
    const from = rowOf(hashes, row, size);
    for (let start = 0; start + size <= end; start++) {
      const bits = load<u32>(from + (<usize>start << 2));
      if (<u32>load<u8>(table + <usize>(bits & mask)) == 1 + (bits >>> 26)) memory.fill(covered + start, <u8>size, size);
    }
  }
  return end;
}

/** The same for a name with padding among its codes. */
function coverByCodes(record: usize, codes: usize, end: i32, covered: usize): i32 {
  const minimum = word(record, Word.size);
  const maximum = word(record, Word.left);
  const table = <usize>word(record, Word.table);
  const mask = <u32>word(record, Word.inputPositions) - 1;
  const padding = <u32>word(record, Word.extra);
  let total = 0;
  for (let start = 0; start < end; start++) {
    if (<u32>load<u8>(codes + start) == padding) continue;
    total++;
    let hash = OFFSET_BASIS;
    const longest = min(maximum, end - start);
    for (let size = 1; size <= longest; size++) {
      const code = <u32>load<u8>(codes + start + size - 1);
      if (code == padding) break;
      hash = withCode(hash, code);
      if (size < minimum) continue;
      const bits = mixed(hash);
      if (<u32>load<u8>(table + <usize>(bits & mask)) != 1 + (bits >>> 26)) continue;
      for (let at = start; at < start + size; at++) {
        if (<i32>load<u8>(covered + at) < size) store<u8>(covered + at, <u8>size);
      }
    }
  }
  return total;
}
