import { word, Word } from './record';
import { mixedLanes, OFFSET_BASIS, withCodeLanes } from './window-hash';

/**
 * The hashes of all windows of a group's names up to a number of codes, for the bags and word covers after it: four
 * windows at a time. A name's part of the output begins with how many codes it has after its padding (−1 where padding
 * is among them, which is left to slower code) and how many padding codes there are; then a row for each size.
 */
export function windowHashes(record: usize, output: usize, names: i32, codes: usize, length: i32, scratch: usize): void {
  const maximum = word(record, Word.left);
  const padding = word(record, Word.extra);
  const row = <usize>word(record, Word.inputChannels);
  const stride = <usize>word(record, Word.blank);
  for (let name = 0; name < names; name++) {
    const own = codes + <usize>(name * length);
    const to = output + <usize>name * stride;
    let first = 0;
    while (first < length && <i32>load<u8>(own + first) == padding) first++;
    let count = length - first;
    for (let i = 0; i < count; i++) {
      const code = <i32>load<u8>(own + first + i);
      if (code == padding) { count = -1; break; }
      store<i32>(scratch + (<usize>i << 2), code);
    }
    store<i32>(to, count);
    store<i32>(to, first, 4);
    for (let i = 0; i < count; i += 4) {
      let hashes = i32x4.splat(OFFSET_BASIS);
      let at = scratch + (<usize>i << 2);
      let rowTo = to + HEADER + (<usize>i << 2);
      const longest = min(maximum, count - i);
      for (let size = 1; size <= longest; size++) {
        hashes = withCodeLanes(hashes, v128.load(at));
        v128.store(rowTo, mixedLanes(hashes));
        at += 4;
        rowTo += row;
      }
    }
  }
}

/** Bytes before the first row. */
export const HEADER: usize = 16;

/** The hashes of the windows of `size` codes, in the order in which they begin. */
@inline
export function rowOf(hashes: usize, row: usize, size: i32): usize {
  return hashes + HEADER + <usize>(size - 1) * row;
}
