import type { NetworkNode } from '../graph/network-graph.ts';
import type { LayerOperation } from '../graph/operations.ts';
import type { OperationExport } from './operation-export.ts';
import { activation } from './operations/activation.ts';
import { conv1d } from './operations/conv1d.ts';
import { dense } from './operations/dense.ts';
import { embedding } from './operations/embedding.ts';
import { add, concatenate, flatten } from './operations/joining.ts';
import { lstm } from './operations/lstm.ts';
import { ngramBag } from './operations/ngram-bag.ts';
import { globalPool1d, maxPool1d } from './operations/pooling.ts';
import { wordCover } from './operations/word-cover.ts';

type Op = Exclude<LayerOperation['op'], 'input'>;

const operationExports: {
  readonly [Name in Op]: OperationExport<Extract<LayerOperation, { op: Name }>>;
} = {
  embedding,
  ngram_bag: ngramBag,
  word_cover: wordCover,
  conv1d,
  dense,
  activation,
  max_pool1d: maxPool1d,
  global_pool1d: globalPool1d,
  flatten,
  concatenate,
  add,
  lstm,
};

/** Returns what the operation of `node` becomes in each form; inputs are each form's own matter. */
export function exportOf(
  node: Exclude<NetworkNode, { op: 'input' }>,
): OperationExport<LayerOperation> {
  return operationExports[node.op];
}
