import { word, Word } from './record';
import { mixed, OFFSET_BASIS, withCode } from './window-hash';

/** What words make of one name; the definition is `src/word-cover.ts`. `covered` has room for `length` bytes. */
export function wordCover(record: usize, output: usize, codes: usize, length: i32, covered: usize): void {
  const minimum = word(record, Word.size);
  const maximum = word(record, Word.left);
  const table = <usize>word(record, Word.table);
  const mask = <u32>word(record, Word.inputPositions) - 1;
  const padding = <u32>word(record, Word.extra);
  const endCode = word(record, Word.blocks);
  let end = 0;
  while (end < length && <i32>load<u8>(codes + end) != endCode) end++;
  memory.fill(covered, 0, end);
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
  for (let size = minimum; size <= maximum; size++) {
    let count = 0;
    for (let at = 0; at < end; at++) count += i32(<i32>load<u8>(covered + at) >= size);
    store<f32>(output + (<usize>(size - minimum) << 2), total == 0 ? 0 : <f32>count / <f32>total);
  }
}
