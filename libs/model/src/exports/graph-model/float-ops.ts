import type { TensorflowGraph } from '../saved-model/tensorflow-graph.ts';
import { type AttributeMessage, dataTypes } from '../saved-model/tensorflow-messages.ts';

type Operand = string | number;

const type = (name: keyof typeof dataTypes): AttributeMessage => ({ type: dataTypes[name] });
const FLOAT = { T: type('float32') };

/** Exclusive or of two bytes at `first * 256 + second`. */
const xorTable = Float32Array.from({ length: 65536 }, (_, at) => (at >>> 8) ^ (at & 255));

/**
 * Whole numbers as floats in a graph model of TensorFlow.js, for all (batch, positions) at once. A number stands for
 * itself everywhere, and what can be computed beforehand is. Every operation used is one that TensorFlow.js has on
 * all its backends.
 */
export class FloatOps {
  readonly #graph: TensorflowGraph;
  readonly #positions: number;

  constructor(graph: TensorflowGraph, positions: number) {
    this.#graph = graph;
    this.#positions = positions;
  }

  /** int32 codes as floats. */
  from(name: string, codes: string): string {
    return this.#cast(name, codes, 'int32', 'float32');
  }

  add(name: string, x: Operand, y: Operand): Operand {
    if (x === 0) return y;
    if (y === 0) return x;
    return this.#binary(name, 'AddV2', x, y, (a, b) => a + b);
  }

  subtract(name: string, x: Operand, y: Operand): Operand {
    return y === 0 ? x : this.#binary(name, 'Sub', x, y, (a, b) => a - b);
  }

  multiply(name: string, x: Operand, y: Operand): Operand {
    if (x === 0 || y === 0) return 0;
    if (x === 1) return y;
    if (y === 1) return x;
    return this.#binary(name, 'Mul', x, y, (a, b) => a * b);
  }

  floor(name: string, x: Operand): Operand {
    return typeof x === 'number' ? Math.floor(x) : this.#graph.unary(name, 'Floor', x);
  }

  /** Of two bytes. */
  xor(name: string, x: Operand, y: Operand): string {
    const table = this.#graph.constant('xor_table', { shape: [65536], data: xorTable });
    const place = this.add(`${name}/place`, this.multiply(`${name}/first`, x, 256), y);
    return this.look(name, table, this.value(`${name}/place`, place));
  }

  /** 1 for what is not 0, and 0, of numbers that are not negative. */
  notZero(name: string, x: string): string {
    return this.#graph.binary(name, 'Minimum', x, this.value(name, 1));
  }

  /** 1 where both are equal, else 0. */
  equal(name: string, x: string, y: Operand): string {
    const isEqual = this.#graph.node(`${name}/Equal`, 'Equal', [x, this.value(name, y)], FLOAT);
    return this.#cast(name, isEqual, 'bool', 'float32');
  }

  /** What `table` has at these places of its first axis. */
  look(name: string, table: string, places: string): string {
    const whole = this.#cast(`${name}/index`, places, 'float32', 'int32');
    return this.#graph.gather(name, table, whole);
  }

  runningSum(name: string, x: string): string {
    const axis = this.#graph.integers(`${name}/axis`, 1);
    const attributes = { Tidx: type('int32'), exclusive: { b: false }, reverse: { b: false } };
    return this.#graph.node(name, 'Cumsum', [x, axis], { ...FLOAT, ...attributes });
  }

  /** Over the positions: (batch, 1). */
  sum(name: string, x: string): string {
    const axis = this.#graph.integers(`${name}/axis`, 1);
    const attributes = { Tidx: type('int32'), keep_dims: { b: true } };
    return this.#graph.node(name, 'Sum', [x, axis], { ...FLOAT, ...attributes });
  }

  /** The values `by` positions later; 0 behind the last one. */
  later(name: string, x: string, by: number): string {
    return by === 0 ? x : this.#cut(name, x, [0, by], by);
  }

  /** The values `by` positions earlier; 0 before the first one. */
  earlier(name: string, x: string, by: number): string {
    return this.#cut(name, x, [by, 0], 0);
  }

  /** Beside each other along the positions. */
  concatenate(name: string, values: readonly string[]): string {
    const [first = ''] = values;
    return values.length === 1 ? first : this.#graph.concatenate(name, values, 1);
  }

  /** The positions from `from` on, as many as one value has. */
  part(name: string, x: string, from: number): string {
    const graph = this.#graph;
    const inputs = [
      x,
      graph.integers(`${name}/from`, [0, from]),
      graph.integers(`${name}/size`, [-1, this.#positions]),
    ];
    return graph.node(name, 'Slice', inputs, { ...FLOAT, Index: type('int32') });
  }

  /** The name of the value, for a number that of its constant. */
  value(name: string, x: Operand): string {
    return typeof x === 'string' ? x : this.#graph.sharedScalar(`${name}/constant`, x);
  }

  /** The positions from `from` on of a value with zeros before and after it. */
  #cut(name: string, x: string, [before, after]: [number, number], from: number): string {
    const paddings = { shape: [2, 2], data: Int32Array.of(0, 0, before, after) };
    const around = this.#graph.constant(`${name}/paddings`, paddings);
    const attributes = { ...FLOAT, Tpaddings: type('int32') };
    return this.part(
      name,
      this.#graph.node(`${name}/padded`, 'Pad', [x, around], attributes),
      from,
    );
  }

  #binary(
    name: string,
    op: string,
    x: Operand,
    y: Operand,
    compute: (a: number, b: number) => number,
  ): Operand {
    if (typeof x === 'number' && typeof y === 'number') return compute(x, y);
    return this.#graph.binary(name, op, this.value(`${name}/x`, x), this.value(`${name}/y`, y));
  }

  #cast(name: string, x: string, from: keyof typeof dataTypes, to: keyof typeof dataTypes): string {
    const attributes = { SrcT: type(from), DstT: type(to), Truncate: { b: false } };
    return this.#graph.node(name, 'Cast', [x], attributes);
  }
}
