import type { Int64Ops } from '../operations/window-hashes.ts';
import type { TensorflowGraph } from './tensorflow-graph.ts';
import { dataTypes, type AttributeMessage } from './tensorflow-messages.ts';

const operations = {
  xor: 'BitwiseXor',
  and: 'BitwiseAnd',
  multiply: 'Mul',
  add: 'AddV2',
  subtract: 'Sub',
} as const;

type TypeName = keyof typeof dataTypes;
const type = (name: TypeName): AttributeMessage => ({ type: dataTypes[name] });
const int64 = { T: type('int64') };

/** Operations on (batch, positions) int64 of a TensorFlow graph. */
export class TensorflowInt64 implements Int64Ops {
  readonly #graph: TensorflowGraph;
  readonly #positions: number;

  constructor(graph: TensorflowGraph, positions: number) {
    this.#graph = graph;
    this.#positions = positions;
  }

  from(name: string, x: string, its: TypeName): string {
    return this.#cast(name, x, its, 'int64');
  }

  toFloat(name: string, x: string, its: TypeName): string {
    return this.#cast(name, x, its, 'float32');
  }

  binary(
    name: string,
    operation: keyof typeof operations,
    x: string | number,
    y: string | number,
  ): string {
    const inputs = [this.#value(`${name}/x`, x), this.#value(`${name}/y`, y)];
    return this.#graph.node(name, operations[operation], inputs, int64);
  }

  shiftRight(name: string, x: string, bits: number): string {
    return this.#graph.node(name, 'RightShift', [x, this.#value(name, bits)], int64);
  }

  notZero(name: string, x: string): string {
    return this.from(name, this.#cast(`${name}/bool`, x, 'int64', 'bool'), 'bool');
  }

  later(name: string, x: string, by: number): string {
    return by === 0 ? x : this.#cut(name, x, [0, by], by);
  }

  earlier(name: string, x: string, by: number): string {
    return this.#cut(name, x, [by, 0], 0);
  }

  /** What `table`, int8, has at these places of its first axis. */
  gather(name: string, table: string, places: string): string {
    return this.#graph.node(
      name,
      'GatherV2',
      [table, places, this.#graph.integers(`${name}/axis`, 0)],
      {
        Tparams: type('int8'),
        Tindices: type('int64'),
        Taxis: type('int32'),
        batch_dims: { i: 0 },
      },
    );
  }

  look(name: string, table: string, places: string): string {
    return this.from(name, this.gather(`${name}/GatherV2`, table, places), 'int8');
  }

  runningSum(name: string, x: string): string {
    const axis = this.#graph.integers(`${name}/axis`, 1);
    const attributes = { Tidx: type('int32'), exclusive: { b: false }, reverse: { b: false } };
    return this.#graph.node(name, 'Cumsum', [x, axis], { ...int64, ...attributes });
  }

  sum(name: string, x: string): string {
    const axis = this.#graph.integers(`${name}/axis`, 1);
    const attributes = { Tidx: type('int32'), keep_dims: { b: true } };
    return this.#graph.node(name, 'Sum', [x, axis], { ...int64, ...attributes });
  }

  /** Beside each other along the positions. */
  concatenate(name: string, values: readonly string[]): string {
    const [first = ''] = values;
    if (values.length === 1) return first;
    const axis = this.#graph.integers(`${name}/axis`, 1);
    const attributes = { N: { i: values.length }, Tidx: type('int32') };
    return this.#graph.node(name, 'ConcatV2', [...values, axis], { ...int64, ...attributes });
  }

  /** The positions from `from` on of a value with zeros before and after it. */
  #cut(name: string, x: string, [before, after]: [number, number], from: number): string {
    const graph = this.#graph;
    const paddings = { shape: [2, 2], data: Int32Array.of(0, 0, before, after) };
    const padded = graph.node(
      `${name}/padded`,
      'Pad',
      [x, graph.constant(`${name}/paddings`, paddings)],
      { ...int64, Tpaddings: type('int32') },
    );
    return graph.node(
      name,
      'Slice',
      [
        padded,
        graph.integers(`${name}/from`, [0, from]),
        graph.integers(`${name}/size`, [-1, this.#positions]),
      ],
      { ...int64, Index: type('int32') },
    );
  }

  #cast(name: string, x: string, its: TypeName, to: TypeName): string {
    const attributes = { SrcT: type(its), DstT: type(to), Truncate: { b: false } };
    return this.#graph.node(name, 'Cast', [x], attributes);
  }

  #value(name: string, x: string | number): string {
    if (typeof x === 'string') return x;
    const one = { shape: [], data: BigInt64Array.of(BigInt(x)) };
    return this.#graph.constant(`${name}/constant`, one);
  }
}
