import { checkCodes, type RowForm, type TensorInput } from '../prediction/tensor-input.ts';
import { invalidArgument } from '../serving-error.ts';
import type { TensorMessage } from './messages.ts';

/** Reads a tensor of names, shape [n], or of codes, shape [n, length]. */
export function readTensor(tensor: TensorMessage, form: RowForm): TensorInput {
  const shape = tensor.tensor_shape?.dim.map(({ size }) => size) ?? [];
  const rows = shape[0] ?? 0;
  if (tensor.dtype === 'DT_STRING') {
    expectShape(shape, shape.length === 1 && rows > 0, '[-1]');
    return { kind: 'names', names: readStrings(tensor, rows) };
  }
  if (form.length === null || tensor.dtype !== 'DT_INT32') {
    const wanted = form.length === null ? 'string' : 'int32';
    const got = String(tensor.dtype).replace(/^DT_/, '').toLowerCase();
    throw invalidArgument(`Expects arg[0] to be ${wanted} but ${got} is provided`);
  }
  const { length } = form;
  expectShape(shape, shape.length === 2 && rows > 0 && shape[1] === length, `[-1,${length}]`);
  const codes = readIntegers(tensor, rows * length);
  checkCodes(codes, length, form.vocabulary);
  return { kind: 'codes', codes, rows };
}

function expectShape(shape: readonly number[], holds: boolean, wanted: string): void {
  if (!holds) throw invalidArgument(`Expecting shape ${wanted} but got: [${shape.join(',')}]`);
}

function readIntegers(
  { tensor_content: content, int_val: values }: TensorMessage,
  count: number,
): Int32Array {
  if (content.length === 0) {
    expectCount(values.length, count);
    return Int32Array.from(values);
  }
  expectCount(content.length / 4, count);
  // A copy of its own, because a view of the message need not start at a multiple of four.
  return new Int32Array(new Uint8Array(content).buffer);
}

const utf8 = new TextDecoder();

function readStrings(
  { tensor_content: content, string_val: values }: TensorMessage,
  count: number,
): string[] {
  if (content.length > 0) return unpackStrings(content, count);
  expectCount(values.length, count);
  return values.map((value) => utf8.decode(value));
}

/** TensorFlow's packed strings: all lengths as varints, then all bytes. */
function unpackStrings(content: Uint8Array, count: number): string[] {
  const lengths: number[] = [];
  let at = 0;
  while (lengths.length < count) {
    let length = 0;
    let shift = 0;
    for (let more = true; more; shift += 7) {
      const byte = content[at++];
      if (byte === undefined || shift > 21) throw unequalContent(count);
      length |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    lengths.push(length);
  }
  const names = lengths.map((length) => utf8.decode(content.subarray(at, (at += length))));
  if (at !== content.length) throw unequalContent(count);
  return names;
}

const unequalContent = (count: number): Error =>
  invalidArgument(`Tensor content does not hold the ${count} strings of its shape`);

function expectCount(got: number, wanted: number): void {
  if (got !== wanted) throw invalidArgument(`Expecting tensor size: ${wanted} but got: ${got}`);
}

/** A float tensor of the given shape. */
export function floatTensor(values: Float32Array, shape: readonly number[]): object {
  return { dtype: 'DT_FLOAT', tensor_shape: shapeMessage(shape), float_val: Array.from(values) };
}

/** A string tensor of shape [n]. */
export function stringTensor(values: readonly string[]): object {
  return {
    dtype: 'DT_STRING',
    tensor_shape: shapeMessage([values.length]),
    string_val: values.map((value) => Buffer.from(value)),
  };
}

function shapeMessage(shape: readonly number[]): object {
  return { dim: shape.map((size) => ({ size })) };
}
