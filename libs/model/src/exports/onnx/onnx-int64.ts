import type { Int64Ops } from '../operations/window-hashes.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { elementTypes } from './onnx-messages.ts';

const operators = {
  xor: 'BitwiseXor',
  and: 'BitwiseAnd',
  multiply: 'Mul',
  add: 'Add',
  subtract: 'Sub',
} as const;

/** Operations on (batch, positions) int64 of an ONNX graph. */
export class OnnxInt64 implements Int64Ops {
  readonly #graph: OnnxGraph;
  readonly #positions: number;

  constructor(graph: OnnxGraph, positions: number) {
    this.#graph = graph;
    this.#positions = positions;
  }

  from(name: string, x: string): string {
    return this.#cast(name, x, elementTypes.int64);
  }

  toFloat(name: string, x: string): string {
    return this.#cast(name, x, elementTypes.float32);
  }

  binary(
    name: string,
    operation: keyof typeof operators,
    x: string | number,
    y: string | number,
  ): string {
    const inputs = [this.#value(`${name}/x`, x), this.#value(`${name}/y`, y)];
    return this.#graph.node(name, operators[operation], inputs);
  }

  /** BitShift has no form for int64; what is not negative may be divided. */
  shiftRight(name: string, x: string, bits: number): string {
    return this.#graph.node(name, 'Div', [x, this.#value(name, 2 ** bits)]);
  }

  notZero(name: string, x: string): string {
    return this.from(name, this.#cast(`${name}/bool`, x, elementTypes.bool));
  }

  later(name: string, x: string, by: number): string {
    return by === 0 ? x : this.#cut(name, x, [0, by], by);
  }

  earlier(name: string, x: string, by: number): string {
    return this.#cut(name, x, [by, 0], 0);
  }

  look(name: string, table: string, places: string): string {
    return this.from(
      name,
      this.#graph.node(`${name}/Gather`, 'Gather', [table, places], { axis: 0 }),
    );
  }

  runningSum(name: string, x: string): string {
    return this.#graph.node(name, 'CumSum', [x, this.#value(`${name}/axis`, 1)]);
  }

  sum(name: string, x: string): string {
    const axes = this.#graph.integers(`${name}/axes`, [1]);
    return this.#graph.node(name, 'ReduceSum', [x, axes], { keepdims: 1 });
  }

  /** The positions from `from` on of a value with zeros before and after it. */
  #cut(name: string, x: string, [before, after]: [number, number], from: number): string {
    const graph = this.#graph;
    const pads = graph.integers(`${name}/pads`, [0, before, 0, after]);
    return graph.node(name, 'Slice', [
      graph.node(`${name}/padded`, 'Pad', [x, pads]),
      graph.integers(`${name}/from`, [from]),
      graph.integers(`${name}/to`, [from + this.#positions]),
      graph.integers(`${name}/axes`, [1]),
    ]);
  }

  #cast(name: string, x: string, to: number): string {
    return this.#graph.node(name, 'Cast', [x], { to });
  }

  #value(name: string, x: string | number): string {
    return typeof x === 'string' ? x : this.#graph.integer(`${name}/constant`, x);
  }
}
