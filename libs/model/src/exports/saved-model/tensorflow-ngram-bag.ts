import { int8Rows } from '../shared/int8-rows.ts';
import { addNgramRows, type NgramBagNode } from '../shared/ngram-rows.ts';
import type { TensorflowGraph } from './tensorflow-graph.ts';
import { TensorflowInt64 } from './tensorflow-int64.ts';

/** A bag of n-grams over (batch, positions) codes: (batch, units), the sum of its windows' rows. */
export function addNgramBag(
  graph: TensorflowGraph,
  scope: string,
  node: NgramBagNode,
  codes: string,
  positions: number,
): string {
  const whole = new TensorflowInt64(graph, positions);
  const rows = addNgramRows(whole, scope, whole.from(`${scope}/codes`, codes, 'int32'), node);
  const { scale, ...table } = int8Rows(node.table);
  const all = whole.concatenate(`${scope}/rows`, rows);
  const found = whole.gather(`${scope}/GatherV2`, graph.constant(`${scope}/table`, table), all);
  const sums = graph.reducePositions(
    `${scope}/Sum`,
    'Sum',
    whole.toFloat(`${scope}/Cast`, found, 'int8'),
  );
  return graph.binary(`${scope}/Mul`, 'Mul', sums, graph.scalar(`${scope}/scale`, scale));
}
