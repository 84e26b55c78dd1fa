import { int8Rows } from './int8-rows.ts';
import { addNgramRows, type NgramBagNode } from './ngram-rows.ts';
import { type TensorflowGraph } from './tensorflow-graph.ts';
import { dataTypes, type AttributeMessage } from './tensorflow-messages.ts';

const operations = { xor: 'BitwiseXor', and: 'BitwiseAnd', multiply: 'Mul', add: 'AddV2' } as const;

const type = (name: keyof typeof dataTypes): AttributeMessage => ({ type: dataTypes[name] });

/** A bag of n-grams over (batch, positions) codes: (batch, units), the sum of its windows' rows. */
export function addNgramBag(
  graph: TensorflowGraph,
  scope: string,
  node: NgramBagNode,
  codes: string,
  positions: number,
): string {
  const int64 = { T: type('int64') };
  const value = (at: string, x: string | number): string =>
    typeof x === 'string'
      ? x
      : graph.constant(`${at}/constant`, { shape: [], data: BigInt64Array.of(BigInt(x)) });
  const cast = (
    at: string,
    x: string,
    from: keyof typeof dataTypes,
    to: keyof typeof dataTypes,
  ): string =>
    graph.node(at, 'Cast', [x], { SrcT: type(from), DstT: type(to), Truncate: { b: false } });

  const paddings = { shape: [2, 2], data: Int32Array.of(0, 0, 0, node.maximum - 1) };
  const padded = graph.node(
    `${scope}/padded`,
    'Pad',
    [
      cast(`${scope}/codes`, codes, 'int32', 'int64'),
      graph.constant(`${scope}/padded/paddings`, paddings),
    ],
    { ...int64, Tpaddings: type('int32') },
  );
  const rows = addNgramRows(
    {
      binary: (at, operation, x, y) =>
        graph.node(at, operations[operation], [value(`${at}/x`, x), value(`${at}/y`, y)], int64),
      shiftRight: (at, x, bits) => graph.node(at, 'RightShift', [x, value(at, bits)], int64),
      notZero: (at, x) => cast(at, cast(`${at}/bool`, x, 'int64', 'bool'), 'bool', 'int64'),
      later: (at, by) =>
        graph.node(
          at,
          'Slice',
          [
            padded,
            graph.integers(`${at}/from`, [0, by]),
            graph.integers(`${at}/size`, [-1, positions]),
          ],
          { ...int64, Index: type('int32') },
        ),
    },
    scope,
    node,
  );

  const { scale, ...table } = int8Rows(node.table);
  const [first = '', ...others] = rows;
  const all =
    others.length === 0
      ? first
      : graph.node(
          `${scope}/rows`,
          'ConcatV2',
          [...rows, graph.integers(`${scope}/rows/axis`, 1)],
          {
            ...int64,
            N: { i: rows.length },
            Tidx: type('int32'),
          },
        );
  const found = graph.node(
    `${scope}/GatherV2`,
    'GatherV2',
    [graph.constant(`${scope}/table`, table), all, graph.integers(`${scope}/GatherV2/axis`, 0)],
    {
      Tparams: type('int8'),
      Tindices: type('int64'),
      Taxis: type('int32'),
      batch_dims: { i: 0 },
    },
  );
  const sums = graph.reducePositions(
    `${scope}/Sum`,
    'Sum',
    cast(`${scope}/Cast`, found, 'int8', 'float32'),
  );
  return graph.binary(`${scope}/Mul`, 'Mul', sums, graph.scalar(`${scope}/scale`, scale));
}
