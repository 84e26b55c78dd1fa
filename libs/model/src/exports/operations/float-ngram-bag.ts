import type { CodeWindows } from '../../graph/operations/code-windows.ts';
import { floatHash } from '../graph-model/float-hash.ts';
import { FloatOps } from '../graph-model/float-ops.ts';
import { addFloatWindows } from '../graph-model/float-windows.ts';
import type { TensorflowGraph } from '../saved-model/tensorflow-graph.ts';
import { dataTypes } from '../saved-model/tensorflow-messages.ts';

/** Adds a bag of n-grams to a graph model of TensorFlow.js: (batch, positions) codes → (batch, units). */
export function addFloatNgramBag(
  graph: TensorflowGraph,
  scope: string,
  node: CodeWindows,
  codes: string,
  positions: number,
): string {
  const ops = new FloatOps(graph, positions);
  const [buckets = 0, units = 0] = node.table.shape;
  const windows = addFloatWindows(ops, scope, ops.from(`${scope}/codes`, codes), node);
  const rows = floatHash.below(ops, `${scope}/rows`, windows.bits, buckets);
  const found = ops.look(`${scope}/GatherV2`, graph.constant(`${scope}/table`, node.table), rows);
  // Positions without a window count 0: a product of (1, windows) with (windows, units) for each name.
  const counted = graph.expandDimensions(`${scope}/counted`, windows.isWindow, 1);
  const attributes = {
    T: { type: dataTypes.float32 },
    adj_x: { b: false },
    adj_y: { b: false },
  };
  const sums = graph.node(`${scope}/MatMul`, 'BatchMatMulV2', [counted, found], attributes);
  return graph.reshape(`${scope}/Reshape`, sums, [-1, units]);
}
