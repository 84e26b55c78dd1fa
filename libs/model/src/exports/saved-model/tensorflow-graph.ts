import { littleEndian } from '../shared/little-endian.ts';
import {
  dataTypes,
  shapeMessage,
  type AttributeMessage,
  type NodeMessage,
} from './tensorflow-messages.ts';

const float: AttributeMessage = { type: dataTypes.float32 };
const int32: AttributeMessage = { type: dataTypes.int32 };
const integers = (values: readonly number[]): AttributeMessage => ({ list: { i: values } });
export const text = (value: string): AttributeMessage => ({ s: new TextEncoder().encode(value) });
const channelsLast = text('NHWC');

type Values = Float32Array | Int32Array | BigInt64Array | Int8Array;

function typeOf(data: Values): number {
  if (data instanceof Float32Array) return dataTypes.float32;
  if (data instanceof Int32Array) return dataTypes.int32;
  return data instanceof Int8Array ? dataTypes.int8 : dataTypes.int64;
}

/** A constant of a graph; `name` is that of a layers model's weight, where it is one. */
export interface Constant {
  readonly shape: readonly number[];
  readonly data: Values;
  readonly name?: string;
}

/**
 * A TensorFlow graph under construction. Each method adds nodes and returns the name of the value they make; all
 * attributes are written out, as the reader may know no defaults.
 */
export class TensorflowGraph {
  readonly nodes: NodeMessage[] = [];
  /** The constants by the names of their nodes. */
  readonly constants = new Map<string, Constant>();
  readonly #names = new Set<string>();
  /** The constants of large data by what they were made of. */
  readonly #constantOf = new Map<object, string>();
  readonly #scalars = new Map<number, string>();

  /** Adds a node, under a name that is still free. */
  node(
    name: string,
    op: string,
    input: readonly string[],
    attr: Readonly<Record<string, AttributeMessage>>,
  ): string {
    let free = name;
    for (let n = 1; this.#names.has(free); n++) free = `${name}_${n}`;
    this.#names.add(free);
    this.nodes.push({ name: free, op, input, attr });
    return free;
  }

  placeholder(
    name: string,
    dtype: 'int32' | 'float32' | 'string',
    shape: readonly number[],
  ): string {
    const attr = { dtype: { type: dataTypes[dtype] }, shape: { shape: shapeMessage(shape) } };
    return this.node(name, 'Placeholder', [], attr);
  }

  /** A constant; the graph holds one for each `source`, which is the data itself unless given. */
  constant(name: string, constant: Constant, source: object = constant.data): string {
    const known = this.#constantOf.get(source);
    if (known !== undefined) return known;
    const { shape, data } = constant;
    const dtype = typeOf(data);
    const tensor_content = littleEndian(data);
    const node = this.node(name, 'Const', [], {
      dtype: { type: dtype },
      value: { tensor: { dtype, tensor_shape: shapeMessage(shape), tensor_content } },
    });
    this.constants.set(node, constant);
    this.#constantOf.set(source, node);
    return node;
  }

  /** A constant string. */
  bytes(name: string, value: Uint8Array): string {
    const dtype = dataTypes.string;
    return this.node(name, 'Const', [], {
      dtype: { type: dtype },
      value: { tensor: { dtype, tensor_shape: shapeMessage([]), string_val: [value] } },
    });
  }

  /** A constant of int32: a number, or a list of numbers. */
  integers(name: string, value: number | readonly number[]): string {
    const shape = typeof value === 'number' ? [] : [value.length];
    return this.constant(name, { shape, data: Int32Array.from([value].flat()) });
  }

  scalar(name: string, value: number): string {
    return this.constant(name, { shape: [], data: Float32Array.of(value) });
  }

  /** The same, but the graph holds one for each number. */
  sharedScalar(name: string, value: number): string {
    const known = this.#scalars.get(value);
    if (known !== undefined) return known;
    const node = this.scalar(name, value);
    this.#scalars.set(value, node);
    return node;
  }

  /** An operation on floats that has no attribute but its type. */
  unary(name: string, op: string, x: string): string {
    return this.node(name, op, [x], { T: float });
  }

  binary(name: string, op: string, x: string, y: string): string {
    return this.node(name, op, [x, y], { T: float });
  }

  gather(name: string, table: string, indices: string): string {
    const axis = this.integers(`${name}/axis`, 0);
    const attr = { Tparams: float, Tindices: int32, Taxis: int32, batch_dims: { i: 0 } };
    return this.node(name, 'GatherV2', [table, indices, axis], attr);
  }

  expandDimensions(name: string, x: string, axis: number): string {
    const at = this.integers(`${name}/axis`, axis);
    return this.node(name, 'ExpandDims', [x, at], { T: float, Tdim: int32 });
  }

  squeeze(name: string, x: string, axis: number): string {
    return this.node(name, 'Squeeze', [x], { T: float, squeeze_dims: integers([axis]) });
  }

  reshape(name: string, x: string, shape: readonly number[]): string {
    const to = this.integers(`${name}/shape`, shape);
    return this.node(name, 'Reshape', [x, to], { T: float, Tshape: int32 });
  }

  transpose(name: string, x: string, order: readonly number[]): string {
    const to = this.integers(`${name}/order`, order);
    return this.node(name, 'Transpose', [x, to], { T: float, Tperm: int32 });
  }

  /** `x` (batch, 1, positions, channels), `kernel` (1, kernelSize, channels, filters). */
  convolution(
    name: string,
    x: string,
    kernel: string,
    {
      strides,
      dilation,
      padding,
    }: { strides: number; dilation: number; padding: 'same' | 'valid' },
  ): string {
    return this.node(name, 'Conv2D', [x, kernel], {
      T: float,
      strides: integers([1, 1, strides, 1]),
      dilations: integers([1, 1, dilation, 1]),
      padding: text(padding.toUpperCase()),
      explicit_paddings: integers([]),
      data_format: channelsLast,
      use_cudnn_on_gpu: { b: true },
    });
  }

  /** `x` (batch, 1, positions, channels). */
  maxPool(
    name: string,
    x: string,
    {
      poolSize,
      strides,
      padding,
    }: { poolSize: number; strides: number; padding: 'same' | 'valid' },
  ): string {
    return this.node(name, 'MaxPool', [x], {
      T: float,
      ksize: integers([1, 1, poolSize, 1]),
      strides: integers([1, 1, strides, 1]),
      padding: text(padding.toUpperCase()),
      explicit_paddings: integers([]),
      data_format: channelsLast,
    });
  }

  biasAdd(name: string, x: string, bias: string): string {
    return this.node(name, 'BiasAdd', [x, bias], { T: float, data_format: channelsLast });
  }

  matMul(name: string, x: string, y: string): string {
    const attr = { T: float, transpose_a: { b: false }, transpose_b: { b: false } };
    return this.node(name, 'MatMul', [x, y], attr);
  }

  concatenate(name: string, values: readonly string[], axis: number): string {
    const at = this.integers(`${name}/axis`, axis);
    const attr = { N: { i: values.length }, T: float, Tidx: int32 };
    return this.node(name, 'ConcatV2', [...values, at], attr);
  }

  /** Max, Mean or Sum over the positions of (batch, positions, channels). */
  reducePositions(name: string, op: 'Max' | 'Mean' | 'Sum', x: string): string {
    const over = this.integers(`${name}/axis`, 1);
    return this.node(name, op, [x, over], { T: float, Tidx: int32, keep_dims: { b: false } });
  }

  /** Equal parts of the last axis. */
  split(name: string, x: string, parts: number): string[] {
    const axis = this.integers(`${name}/axis`, -1);
    const split = this.node(name, 'Split', [axis, x], { T: float, num_split: { i: parts } });
    return Array.from({ length: parts }, (_, part) => (part === 0 ? split : `${split}:${part}`));
  }

  /** The positions of (batch, positions, channels), each (batch, channels). */
  unstack(name: string, x: string, positions: number): string[] {
    const unstack = this.node(name, 'Unpack', [x], {
      T: float,
      num: { i: positions },
      axis: { i: 1 },
    });
    return Array.from({ length: positions }, (_, at) => (at === 0 ? unstack : `${unstack}:${at}`));
  }

  /** The reverse of `unstack`. */
  stack(name: string, values: readonly string[]): string {
    return this.node(name, 'Pack', values, { T: float, N: { i: values.length }, axis: { i: 1 } });
  }

  /** What of `x` is above `threshold`, and 0 elsewhere. */
  thresholdedRelu(name: string, x: string, threshold: number): string {
    const limit = this.scalar(`${name}/threshold`, threshold);
    const above = this.node(`${name}/Greater`, 'Greater', [x, limit], { T: float });
    const attr = { SrcT: { type: dataTypes.bool }, DstT: float, Truncate: { b: false } };
    const factor = this.node(`${name}/Cast`, 'Cast', [above], attr);
    return this.binary(name, 'Mul', x, factor);
  }

  /** Keras' straight line between 0 and 1: .2 · x + .5, clipped. */
  hardSigmoid(name: string, x: string): string {
    const scaled = this.binary(`${name}/Mul`, 'Mul', x, this.scalar(`${name}/slope`, 0.2));
    const line = this.binary(`${name}/Add`, 'AddV2', scaled, this.scalar(`${name}/offset`, 0.5));
    const low = this.binary(`${name}/Maximum`, 'Maximum', line, this.scalar(`${name}/zero`, 0));
    return this.binary(name, 'Minimum', low, this.scalar(`${name}/one`, 1));
  }
}
