import type { Weight } from '../../graph/weight.ts';
import { littleEndian } from '../shared/little-endian.ts';
import {
  elementTypes,
  type AttributeMessage,
  type OnnxNodeMessage,
  type OnnxTensorMessage,
} from './onnx-messages.ts';

type Attributes = Readonly<Record<string, number | string | readonly number[] | readonly string[]>>;

export interface Int8Tensor {
  readonly shape: readonly number[];
  readonly data: Int8Array;
}

/** Windows over positions: what convolutions and pools share. */
export interface Windows {
  readonly size: number;
  readonly strides: number;
  readonly dilation: number;
  readonly padding: 'same' | 'valid';
}

/** An ONNX graph under construction. Each method adds nodes and returns the name of the value they make. */
export class OnnxGraph {
  readonly nodes: OnnxNodeMessage[] = [];
  readonly initializers: OnnxTensorMessage[] = [];

  /** Adds a node with one output, which has the node's name. */
  node(
    name: string,
    operator: string,
    input: readonly string[],
    attributes: Attributes = {},
  ): string {
    this.nodes.push({
      name,
      op_type: operator,
      input,
      output: [name],
      attribute: toMessages(attributes),
    });
    return name;
  }

  /** Adds a node of which only a later output is wanted. */
  laterOutput(
    name: string,
    operator: string,
    input: readonly string[],
    attributes: Attributes,
    index: number,
  ): string {
    const output = Array.from({ length: index + 1 }, (_, i) => (i === index ? name : ''));
    this.nodes.push({ name, op_type: operator, input, output, attribute: toMessages(attributes) });
    return name;
  }

  weights(name: string, { shape, data }: Weight): string {
    const raw_data = littleEndian(data);
    this.initializers.push({ name, dims: shape, data_type: elementTypes.float32, raw_data });
    return name;
  }

  bytes(name: string, { shape, data }: Int8Tensor): string {
    const raw_data = littleEndian(data);
    this.initializers.push({ name, dims: shape, data_type: elementTypes.int8, raw_data });
    return name;
  }

  integer(name: string, value: number): string {
    return this.#int64(name, [], [value]);
  }

  integers(name: string, values: readonly number[]): string {
    return this.#int64(name, [values.length], values);
  }

  #int64(name: string, dims: readonly number[], values: readonly number[]): string {
    const raw_data = littleEndian(BigInt64Array.from(values, BigInt));
    this.initializers.push({ name, dims, data_type: elementTypes.int64, raw_data });
    return name;
  }

  transpose(name: string, x: string, perm: readonly number[]): string {
    return this.node(name, 'Transpose', [x], { perm });
  }

  /** A 0 in `shape` keeps that dimension. */
  reshape(name: string, x: string, shape: readonly number[]): string {
    return this.node(name, 'Reshape', [x, this.integers(`${name}/shape`, shape)]);
  }

  /** What of `x` is above `threshold`, and 0 elsewhere. */
  thresholdedRelu(name: string, x: string, threshold: number): string {
    const attribute: AttributeMessage[] = [{ name: 'alpha', type: 1, f: threshold }];
    this.nodes.push({ name, op_type: 'ThresholdedRelu', input: [x], output: [name], attribute });
    return name;
  }

  /** An operator over positions that wants channels first, on a value that has them last. */
  overPositions(
    name: string,
    operator: 'Conv' | 'MaxPool',
    [x = '', ...weights]: readonly string[],
    windows: Windows,
    positions: number,
  ): string {
    const channelsFirst = this.transpose(`${name}/channels_first`, x, [0, 2, 1]);
    const sums = this.node(`${name}/${operator}`, operator, [channelsFirst, ...weights], {
      kernel_shape: [windows.size],
      strides: [windows.strides],
      dilations: [windows.dilation],
      pads: paddings(windows, positions),
    });
    return this.transpose(name, sums, [0, 2, 1]);
  }
}

/** Positions to add before and after, as TensorFlow places windows that reach over the ends. */
function paddings(
  { size, strides, dilation, padding }: Windows,
  positions: number,
): [number, number] {
  if (padding === 'valid') return [0, 0];
  const reach = (size - 1) * dilation + 1;
  const missing = Math.max(0, (Math.ceil(positions / strides) - 1) * strides + reach - positions);
  return [Math.floor(missing / 2), Math.ceil(missing / 2)];
}

function toMessages(attributes: Attributes): AttributeMessage[] {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'number') return { name, type: 2, i: value };
    if (typeof value === 'string') return { name, type: 3, s: bytes(value) };
    if (isTexts(value)) return { name, type: 8, strings: value.map(bytes) };
    return { name, type: 7, ints: value };
  });
}

function isTexts(values: readonly number[] | readonly string[]): values is readonly string[] {
  return typeof values[0] === 'string';
}
