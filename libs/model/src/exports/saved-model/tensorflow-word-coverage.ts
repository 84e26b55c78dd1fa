import { addWordCounts, type WordCoverNode } from '../shared/word-counts.ts';
import type { TensorflowGraph } from './tensorflow-graph.ts';
import { TensorflowInt64 } from './tensorflow-int64.ts';

/** A word cover over (batch, positions) codes: (batch, sizes), shares of the label that lie in words. */
export function addWordCoverage(
  graph: TensorflowGraph,
  scope: string,
  node: WordCoverNode,
  codes: string,
  positions: number,
): string {
  const whole = new TensorflowInt64(graph, positions);
  const { shape, data } = node.table;
  const table = graph.constant(`${scope}/table`, { shape, data: Int8Array.from(data) });
  const { covered, total } = addWordCounts(
    whole,
    table,
    scope,
    whole.from(`${scope}/codes`, codes, 'int32'),
    node,
  );
  const counts = whole.concatenate(`${scope}/counts`, covered);
  return graph.binary(
    `${scope}/RealDiv`,
    'RealDiv',
    whole.toFloat(`${scope}/counts/Cast`, counts, 'int64'),
    whole.toFloat(`${scope}/total/Cast`, total, 'int64'),
  );
}
