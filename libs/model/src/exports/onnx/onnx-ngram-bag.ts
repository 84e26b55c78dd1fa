import { int8Rows } from '../shared/int8-rows.ts';
import { addNgramRows, type NgramBagNode } from '../shared/ngram-rows.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { OnnxInt64 } from './onnx-int64.ts';

/** A bag of n-grams over (batch, positions) codes: (batch, units), the sum of its windows' rows. */
export function addNgramBag(
  graph: OnnxGraph,
  name: string,
  node: NgramBagNode,
  codes: string,
  positions: number,
): string {
  const whole = new OnnxInt64(graph, positions);
  const rows = addNgramRows(whole, name, whole.from(`${name}/codes`, codes), node);
  const { scale, ...table } = int8Rows(node.table);
  const all = graph.node(`${name}/rows`, 'Concat', rows, { axis: 1 });
  const found = graph.node(`${name}/Gather`, 'Gather', [graph.bytes(`${name}/table`, table), all], {
    axis: 0,
  });
  const sums = graph.node(
    `${name}/ReduceSum`,
    'ReduceSum',
    [whole.toFloat(`${name}/Cast`, found), graph.integers(`${name}/ReduceSum/axes`, [1])],
    { keepdims: 0 },
  );
  const factor = { shape: [], data: Float32Array.of(scale) };
  return graph.node(name, 'Mul', [sums, graph.weights(`${name}/scale`, factor)]);
}
