import { addWordCounts, type WordCoverNode } from '../shared/word-counts.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { OnnxInt64 } from './onnx-int64.ts';

/** A word cover over (batch, positions) codes: (batch, sizes), shares of the label that lie in words. */
export function addWordCoverage(
  graph: OnnxGraph,
  name: string,
  node: WordCoverNode,
  codes: string,
  positions: number,
): string {
  const whole = new OnnxInt64(graph, positions);
  const { shape, data } = node.table;
  const table = graph.bytes(`${name}/table`, { shape, data: Int8Array.from(data) });
  const { covered, total } = addWordCounts(
    whole,
    table,
    name,
    whole.from(`${name}/codes`, codes),
    node,
  );
  const counts = graph.node(`${name}/counts`, 'Concat', covered, { axis: 1 });
  return graph.node(name, 'Div', [
    whole.toFloat(`${name}/counts/Cast`, counts),
    whole.toFloat(`${name}/total/Cast`, total),
  ]);
}
