import * as layers from './layers';
import * as ngrams from './ngram-bag';
import { Op, RECORD_SIZE, word, Word } from './record';
import * as tables from './table-convolution';

/**
 * Codes of `count` names, each ended by a line feed, into rows of `length`: the last `length` characters, `padding`
 * before them. `codeOfByte` has 256 entries.
 */
export function encode(text: usize, count: i32, codeOfByte: usize, length: i32, padding: i32, rows: usize): void {
  let from = text;
  let row = rows;
  for (let name = 0; name < count; name++) {
    let end = from;
    while (load<u8>(end) != 10) end++;
    const kept = min<usize>(end - from, <usize>length);
    const blank = <usize>length - kept;
    memory.fill(row, <u8>padding, blank);
    for (let i: usize = 0; i < kept; i++) store<u8>(row + blank + i, load<u8>(codeOfByte + load<u8>(end - kept + i)));
    row += <usize>length;
    from = end + 1;
  }
}

/**
 * Runs the network on `count` rows of codes. An instance's memory begins with two words for each record: how many
 * leading positions of its value equal the all-padding name's, for this name and as the buffer stands. Names are
 * padded on the left and short, so most positions are never computed. `padding` −1 computes them all.
 */
export function run(
  program: usize, records: i32, instance: usize, length: i32, padding: i32, margin: usize, tapStride: usize,
  offsets: usize, scratch: usize, count: i32, rows: usize, score: usize, scores: usize, families: usize,
  familyCount: usize, familyScores: usize,
): void {
  for (let name = 0; name < count; name++) {
    const codes = rows + <usize>(name * length);
    let first = 0;
    while (first < length && <i32>load<u8>(codes + first) == padding) first++;
    const center = offsets + (margin << 2);
    for (let i = 0; i < length; i++) store<u32>(center + (<usize>i << 2), <u32>load<u8>(codes + i) << 6);

    for (let index = 0; index < records; index++) {
      const record = program + <usize>index * RECORD_SIZE;
      step(record, index, instance, codes, length, first, center, tapStride, scratch);
    }
    store<f32>(scores + (<usize>name << 2), load<f32>(score));
    if (familyCount > 0) memory.copy(familyScores + <usize>name * (familyCount << 2), families, familyCount << 2);
  }
}

function step(
  record: usize, index: i32, instance: usize, codes: usize, length: i32, first: i32, offsets: usize,
  tapStride: usize, scratch: usize,
): void {
  const input = instance + <usize>word(record, Word.input);
  const output = instance + <usize>word(record, Word.output);
  const size = word(record, Word.size);
  const left = word(record, Word.left);
  const inputRecord = word(record, Word.inputRecord);
  const known = inputRecord < 0 ? 0 : load<i32>(instance + (<usize>inputRecord << 3));
  switch (word(record, Word.op)) {
    case Op.tableConvolution:
      tables.tableConvolution(record, output, offsets, tapStride, begin(record, index, instance, output, first - size + 1 + left));
      break;
    case Op.tableConvolutionMax:
      tables.tableConvolutionMax(record, output, offsets, tapStride, bounded(record, first - size + 1 + left));
      break;
    case Op.tableConvolutionMaxInt8:
      tables.tableConvolutionMaxInt8(record, output, offsets, tapStride, bounded(record, first - size + 1 + left));
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
      layers.dense(record, input, output, start, known * word(record, Word.inputChannels));
      break;
    }
    case Op.denseInt8:
      layers.denseInt8(record, input, output, scratch);
      break;
    case Op.ngramBag:
      ngrams.ngramBag(record, output, codes, length, scratch);
      break;
    case Op.ngramBagInt8:
      ngrams.ngramBagInt8(record, output, codes, length, scratch);
      break;
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
