import type { NodeOf } from './network-topology.ts';
import { operationCodes } from './operations.ts';
import type { ProgramBuilder } from './program-builder.ts';
import { scalesOf } from './wasm-weights.ts';

/** A row of a table for each code. */
export function planEmbedding(builder: ProgramBuilder, node: NodeOf<'embedding'>): void {
  builder.push(node, {
    op: operationCodes.embedding,
    table: builder.constants.place(builder.weights(node.table)),
    blank: builder.paddingValues(node),
  });
}

/** The sum or mean of the rows of a name's n-grams. */
export function planNgramBag(builder: ProgramBuilder, node: NodeOf<'ngram_bag'>): void {
  const { constants } = builder;
  const tensor = builder.tensor(node.table);
  const [buckets = 0, channels = 0] = tensor.shape;
  const isInt8 = 'scales' in tensor && channels % 16 === 0;
  builder.push(node, {
    op: isInt8 ? operationCodes.ngramBagInt8 : operationCodes.ngramBag,
    size: node.minimum,
    left: node.maximum,
    inputPositions: buckets,
    extra: node.paddingCode,
    activation: node.combine === 'mean' ? 1 : 0,
    table: constants.place(isInt8 ? tensor.data : builder.weights(node.table)),
    bias: isInt8 ? constants.place(scalesOf(tensor, channels)) : 0,
    ...(isInt8 && builder.hashWords(node)),
  });
}

/** Shares of a name's first label that known words cover. */
export function planWordCover(builder: ProgramBuilder, node: NodeOf<'word_cover'>): void {
  const { data, shape } = builder.tensor(node.table);
  builder.push(node, {
    op: operationCodes.wordCover,
    size: node.minimum,
    left: node.maximum,
    inputPositions: shape[0] ?? 0,
    extra: node.paddingCode,
    blocks: node.endCode,
    table: builder.constants.place(data),
    ...builder.hashWords(node),
  });
}
