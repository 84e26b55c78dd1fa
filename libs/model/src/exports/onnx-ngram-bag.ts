import { int8Rows } from './int8-rows.ts';
import { addNgramRows, type NgramBagNode } from './ngram-rows.ts';
import { type OnnxGraph } from './onnx-graph.ts';
import { elementTypes } from './onnx-messages.ts';

const operators = { xor: 'BitwiseXor', and: 'BitwiseAnd', multiply: 'Mul', add: 'Add' } as const;

/** A bag of n-grams over (batch, positions) codes: (batch, units), the sum of its windows' rows. */
export function addNgramBag(
  graph: OnnxGraph,
  name: string,
  node: NgramBagNode,
  codes: string,
  positions: number,
): string {
  const { int64, float32, bool } = elementTypes;
  const value = (at: string, x: string | number): string =>
    typeof x === 'string' ? x : graph.integer(`${at}/constant`, x);
  const cast = (at: string, x: string, to: number): string => graph.node(at, 'Cast', [x], { to });

  const padded = graph.node(`${name}/padded`, 'Pad', [
    cast(`${name}/codes`, codes, int64),
    graph.integers(`${name}/padded/pads`, [0, 0, 0, node.maximum - 1]),
  ]);
  const rows = addNgramRows(
    {
      binary: (at, operation, x, y) =>
        graph.node(at, operators[operation], [value(`${at}/x`, x), value(`${at}/y`, y)]),
      // BitShift has no form for int64; what is not negative may be divided.
      shiftRight: (at, x, bits) => graph.node(at, 'Div', [x, value(at, 2 ** bits)]),
      notZero: (at, x) => cast(at, cast(`${at}/bool`, x, bool), int64),
      later: (at, by) =>
        graph.node(at, 'Slice', [
          padded,
          graph.integers(`${at}/from`, [by]),
          graph.integers(`${at}/to`, [by + positions]),
          graph.integers(`${at}/axes`, [1]),
        ]),
    },
    name,
    node,
  );

  const { scale, ...table } = int8Rows(node.table);
  const all = graph.node(`${name}/rows`, 'Concat', rows, { axis: 1 });
  const found = graph.node(`${name}/Gather`, 'Gather', [graph.bytes(`${name}/table`, table), all], {
    axis: 0,
  });
  const sums = graph.node(
    `${name}/ReduceSum`,
    'ReduceSum',
    [cast(`${name}/Cast`, found, float32), graph.integers(`${name}/ReduceSum/axes`, [1])],
    { keepdims: 0 },
  );
  const factor = { shape: [], data: Float32Array.of(scale) };
  return graph.node(name, 'Mul', [sums, graph.weights(`${name}/scale`, factor)]);
}
