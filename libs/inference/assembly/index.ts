import * as layers from './layers';
import * as ngrams from './ngram-bag';
import { GROUP, Op, RECORD_SIZE, word, Word } from './record';
import * as tables from './table-convolution';
import { windowHashes } from './window-hashes';
import { wordCover } from './word-cover';

export { packDense } from './layers';

/**
 * Codes of `count` names, each ended by a line feed, into rows of `length`: the last characters, before them the code
 * `start` unless it is negative, before that `padding`. `codeOfByte` has 256 entries.
 */
export function encode(
  text: usize, codeOfByte: usize, length: i32, padding: i32, start: i32, rows: usize, count: i32,
): void {
  let from = text;
  let row = rows;
  const room = <usize>(start < 0 ? length : length - 1);
  for (let name = 0; name < count; name++) {
    let end = from;
    while (load<u8>(end) != 10) end++;
    const kept = min<usize>(end - from, room);
    const blank = <usize>length - kept;
    memory.fill(row, <u8>padding, blank);
    if (start >= 0) store<u8>(row + blank - 1, <u8>start);
    for (let i: usize = 0; i < kept; i++) store<u8>(row + blank + i, load<u8>(codeOfByte + load<u8>(end - kept + i)));
    row += <usize>length;
    from = end + 1;
  }
}

/**
 * Runs the network on `count` rows of codes. An instance's memory begins with two words for each record: how many
 * leading positions of its value equal the all-padding name's, for this name and as the buffer stands. Names are
 * padded on the left and short, so most positions are never computed. `padding` −1 computes them all.
 *
 * Sequences have one place in an instance, and records that touch one come first, name by name. Values without
 * positions are in a row for each name of a group, from `pooled` on, and their records take the group at once. Records
 * from `scoreRecords` on are the family head's, and only for names whose score is at least `familiesFrom`.
 */
export function run(
  program: usize, sequenceRecords: i32, scoreRecords: i32, records: i32, instance: usize, length: i32, padding: i32, margin: usize,
  tapStride: usize, offsets: usize, firsts: usize, scratch: usize, scratchStride: usize, pooled: usize, rowStride: usize,
  rows: usize, score: usize, scores: usize, families: usize, familyCount: usize, familyScores: usize,
  familiesFrom: f32, count: i32,
): void {
  const center = offsets + (margin << 2);
  const offsetStride = (<usize>length + 2 * margin) << 2;
  for (let from = 0; from < count; from += GROUP) {
    const names = min(GROUP, count - from);
    const codes = rows + <usize>(from * length);
    for (let name = 0; name < names; name++) {
      const own = codes + <usize>(name * length);
      let first = 0;
      while (first < length && <i32>load<u8>(own + first) == padding) first++;
      store<i32>(firsts + (<usize>name << 2), first);
      const to = center + <usize>name * offsetStride;
      for (let i = 0; i < length; i++) store<u32>(to + (<usize>i << 2), <u32>load<u8>(own + i) << 6);
      for (let index = 0; index < sequenceRecords; index++) {
        const record = program + <usize>index * RECORD_SIZE;
        const row = <usize>word(record, Word.output) < pooled ? 0 : <usize>name * rowStride;
        step(record, index, instance, row, own, length, first, to, tapStride);
      }
    }
    for (let index = sequenceRecords; index < scoreRecords; index++) {
      const record = program + <usize>index * RECORD_SIZE;
      stepTogether(record, instance, names, rowStride, codes, length, firsts, center, offsetStride, tapStride, scratch, scratchStride);
    }
    const scored = scores + (<usize>from << 2);
    for (let name = 0; name < names; name++) store<f32>(scored + (<usize>name << 2), load<f32>(score + <usize>name * rowStride));
    if (familyCount == 0) continue;
    for (let name = 0; name < names; name++) {
      // Names beside each other go together.
      let end = name;
      while (end < names && load<f32>(scored + (<usize>end << 2)) >= familiesFrom) end++;
      if (end == name) continue;
      const row = <usize>name * rowStride;
      for (let index = scoreRecords; index < records; index++) {
        const record = program + <usize>index * RECORD_SIZE;
        stepTogether(
          record, instance + row, end - name, rowStride, codes + <usize>(name * length), length, firsts + (<usize>name << 2),
          center + <usize>name * offsetStride, offsetStride, tapStride, scratch, scratchStride,
        );
      }
      for (; name < end; name++) {
        const to = familyScores + <usize>(from + name) * (familyCount << 2);
        memory.copy(to, families + <usize>name * rowStride, familyCount << 2);
      }
    }
  }
}

/** One record for one name. */
function step(
  record: usize, index: i32, instance: usize, row: usize, codes: usize, length: i32, first: i32, offsets: usize, tapStride: usize,
): void {
  const input = instance + <usize>word(record, Word.input);
  const output = instance + <usize>word(record, Word.output) + row;
  const size = word(record, Word.size);
  const left = word(record, Word.left);
  const inputRecord = word(record, Word.inputRecord);
  const known = inputRecord < 0 ? 0 : load<i32>(instance + (<usize>inputRecord << 3));
  switch (word(record, Word.op)) {
    case Op.tableConvolution:
      tables.tableConvolution(record, output, offsets, tapStride, begin(record, index, instance, output, first - size + 1 + left));
      break;
    case Op.embedding:
      layers.embedding(record, output, codes, begin(record, index, instance, output, first));
      break;
    case Op.convolution:
      layers.convolution(record, input, output, begin(record, index, instance, output, known - size + 1 + left));
      break;
    case Op.maxPool: {
      const last = known - size + left;
      layers.maxPool(record, input, output, begin(record, index, instance, output, last < 0 ? 0 : last / word(record, Word.extra) + 1));
      break;
    }
    case Op.globalMaxPool:
      layers.globalMaxPool(record, input, output, known);
      break;
    case Op.globalSumPool:
      layers.globalSumPool(record, input, output, known);
      break;
    case Op.copyColumns:
      layers.copyColumns(record, input, output);
      break;
    case Op.dense: {
      const start = <usize>word(record, Word.bias) + <usize>known * (<usize>word(record, Word.blocks) << 6);
      layers.dense(record, input, output, 1, 0, start, known * word(record, Word.inputChannels));
      break;
    }
  }
}

/** One record for all names of a group. */
function stepTogether(
  record: usize, instance: usize, names: i32, rowStride: usize, codes: usize, length: i32, firsts: usize, offsets: usize,
  offsetStride: usize, tapStride: usize, scratch: usize, scratchStride: usize,
): void {
  const input = instance + <usize>word(record, Word.input);
  const output = instance + <usize>word(record, Word.output);
  switch (word(record, Word.op)) {
    case Op.tableConvolutionMax:
      tables.tableConvolutionMax(record, output, names, rowStride, offsets, offsetStride, tapStride, firsts);
      break;
    case Op.tableConvolutionMaxInt8:
      tables.tableConvolutionMaxInt8(record, output, names, rowStride, offsets, offsetStride, tapStride, firsts);
      break;
    case Op.dense:
      layers.dense(record, input, output, names, rowStride, <usize>word(record, Word.bias), 0);
      break;
    case Op.denseInt8:
      layers.denseInt8(record, input, output, names, rowStride, scratch, scratchStride);
      break;
    case Op.windowHashes:
      windowHashes(record, output, names, codes, length, scratch);
      break;
    default:
      for (let name = 0; name < names; name++) {
        const row = <usize>name * rowStride;
        const own = codes + <usize>(name * length);
        const op = word(record, Word.op);
        const hashes = word(record, Word.input) == 0 ? 0 : input + <usize>name * <usize>word(record, Word.blank);
        if (op == Op.ngramBag) ngrams.ngramBag(record, output + row, own, length, scratch);
        else if (op == Op.ngramBagInt8) ngrams.ngramBagInt8(record, output + row, own, length, scratch, hashes);
        else if (op == Op.wordCover) wordCover(record, output + row, own, length, scratch, hashes);
        else layers.copyColumns(record, input + row, output + row);
      }
  }
}

@inline
function bounded(record: usize, prefix: i32): i32 {
  return max(0, min(prefix, word(record, Word.positions)));
}

/** Sees that the positions before the prefix hold the all-padding name's values, which a longer name may have overwritten. */
function begin(record: usize, index: i32, instance: usize, output: usize, wanted: i32): i32 {
  const prefix = bounded(record, wanted);
  const state = instance + (<usize>index << 3);
  const clean = load<i32>(state, 4);
  if (clean < prefix) {
    const row = <usize>word(record, Word.channels) << 2;
    const from = <usize>clean * row;
    memory.copy(output + from, <usize>word(record, Word.blank) + from, <usize>(prefix - clean) * row);
  }
  store<i32>(state, prefix);
  store<i32>(state, prefix, 4);
  return prefix;
}
