import {
  checkCodes,
  ROWS_PER_CHUNK,
  type RowForm,
  type TensorInput,
} from '../prediction/tensor-input.ts';
import { invalidArgument, ServingError } from '../serving-error.ts';
import type { TensorMessage } from './messages.ts';

/** Elements that a tensor of a message may stand for: a short message can mean a large tensor. */
const MAX_ELEMENTS = 2 ** 26;

/**
 * Reads a tensor of names, shape [n] or [n, 1], or of codes, shape [n, length], in chunks. As in TensorFlow, a typed
 * field may have fewer values than the shape, of which the last one is repeated, or none, which means zeros.
 *
 * @throws ServingError INVALID_ARGUMENT for another type or shape; `alias` names the tensor in its message.
 */
export function readTensor(
  tensor: TensorMessage,
  form: RowForm,
  alias: string,
): Iterable<TensorInput> {
  const { dtype, shape, elements } = readHeader(tensor, alias);
  if (dtype === 'DT_STRING') return chunksOfNames(texts(tensor, alias));
  if (form.length === null || dtype !== 'DT_INT32') {
    throw wrongType(dtype, form.length === null ? 'string' : 'int32');
  }
  const { length } = form;
  expectShape(shape, shape.length === 2 && shape[1] === length, `[-1,${length}]`);
  const codes = readIntegers(tensor, elements);
  checkCodes(codes, length, form.vocabulary);
  return chunksOfCodes(codes, length);
}

/** Reads texts of shape [n] or [n, 1]. */
export function readTextTensor(tensor: TensorMessage, alias: string): string[] {
  return Array.from(texts(tensor, alias));
}

function texts(tensor: TensorMessage, alias: string): Iterable<string> {
  const { dtype, shape, elements } = readHeader(tensor, alias);
  if (dtype !== 'DT_STRING') throw wrongType(dtype, 'string');
  expectShape(shape, isColumn(shape), '[-1]');
  const { tensor_content: content, string_val: values } = tensor;
  return content.length > 0 ? unpackStrings(content, elements, alias) : repeated(values, elements);
}

/** Reads flags of shape [n] or [n, 1]. */
export function readFlagTensor(tensor: TensorMessage, alias: string): boolean[] {
  const { dtype, shape, elements } = readHeader(tensor, alias);
  if (dtype !== 'DT_BOOL') throw wrongType(dtype, 'bool');
  expectShape(shape, isColumn(shape), '[-1]');
  const { tensor_content: content, bool_val: values } = tensor;
  if (content.length > 0) {
    return Array.from(content, (byte) => byte !== 0);
  }
  const last = values.at(-1) ?? false;
  return Array.from({ length: elements }, (_, i) => values[i] ?? last);
}

interface TensorForm {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
}

/** Returns the type and shape of a tensor; refuses what stands for no tensor or too large a one. */
function readHeader(
  { dtype, tensor_shape, tensor_content: content }: TensorMessage,
  alias: string,
): TensorForm {
  const shape = tensor_shape?.dim.map(({ size }) => Number(size)) ?? [];
  const elements = shape.reduce((product, size) => product * size, 1);
  if (tensor_shape?.unknown_rank === true || !isShape(shape, elements) || !isTensorType(dtype)) {
    throw unparsable(alias);
  }
  const bytes = ELEMENT_BYTES[dtype];
  if (bytes !== undefined && content.length > 0 && content.length !== elements * bytes) {
    throw unparsable(alias);
  }
  if (elements <= MAX_ELEMENTS) return { dtype, shape, elements };
  throw new ServingError(
    'RESOURCE_EXHAUSTED',
    `OOM when allocating tensor with shape[${shape.join(',')}]`,
  );
}

/** Bytes of an element in `tensor_content`, of the types that clients send. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  DT_FLOAT: 4, DT_DOUBLE: 8, DT_INT32: 4, DT_UINT8: 1, DT_INT16: 2, DT_INT8: 1, DT_COMPLEX64: 8, DT_INT64: 8, DT_BOOL: 1,
  DT_BFLOAT16: 2, DT_UINT16: 2, DT_COMPLEX128: 16, DT_HALF: 2, DT_UINT32: 4, DT_UINT64: 8,
}; // prettier-ignore

/** TensorFlow's shapes have so many dimensions, and as many elements as a number of 64 bits counts. */
const isShape = (shape: readonly number[], elements: number): boolean =>
  shape.length <= 254 && shape.every((size) => size >= 0) && elements < 2 ** 63;

/** Types without a name in the protocol, and the one that stands for none, are no tensor's. */
const isTensorType = (dtype: string | number): dtype is string =>
  typeof dtype === 'string' && dtype !== 'DT_INVALID';

/** Refuses what is no tensor of any type, before its type is compared with the one that is asked for. */
export function requireTensor(tensor: TensorMessage, alias: string): void {
  readHeader(tensor, alias);
}

const isColumn = (shape: readonly number[]): boolean =>
  shape.length === 1 || (shape.length === 2 && shape[1] === 1);

function wrongType(dtype: string, wanted: string): Error {
  const got = dtype.replace(/^DT_/, '').toLowerCase();
  return invalidArgument(`Expects arg[0] to be ${wanted} but ${got} is provided`);
}

function* chunksOfNames(texts: Iterable<string>): Generator<TensorInput> {
  let names: string[] = [];
  for (const text of texts) {
    names.push(text);
    if (names.length < ROWS_PER_CHUNK) continue;
    yield { kind: 'names', names };
    names = [];
  }
  if (names.length > 0) yield { kind: 'names', names };
}

function chunksOfCodes(codes: Int32Array, length: number): TensorInput[] {
  const chunks: TensorInput[] = [];
  for (let from = 0; from < codes.length; from += ROWS_PER_CHUNK * length) {
    const chunk = codes.subarray(from, from + ROWS_PER_CHUNK * length);
    chunks.push({ kind: 'codes', codes: chunk, rows: chunk.length / length });
  }
  return chunks;
}

function expectShape(shape: readonly number[], holds: boolean, wanted: string): void {
  if (!holds) throw invalidArgument(`Expecting shape ${wanted} but got: [${shape.join(',')}]`);
}

const unparsable = (alias: string): Error => invalidArgument(`tensor parsing error: ${alias}`);

function readIntegers(
  { tensor_content: content, int_val: values }: TensorMessage,
  count: number,
): Int32Array {
  if (content.length > 0) {
    // A copy of its own, because a view of the message need not start at a multiple of four.
    return new Int32Array(new Uint8Array(content).buffer);
  }
  const integers = new Int32Array(count);
  integers.set(values.length > count ? values.slice(0, count) : values);
  if (values.length < count) integers.fill(values.at(-1) ?? 0, values.length);
  return integers;
}

const utf8 = new TextDecoder();

/** The first values, of which the last one is repeated where there are too few. */
function* repeated(values: TensorMessage['string_val'], count: number): Generator<string> {
  let last = '';
  let given = 0;
  for (const value of values) {
    if (given === count) return;
    last = typeof value === 'string' ? value : utf8.decode(value);
    yield last;
    given++;
  }
  for (; given < count; given++) yield last;
}

/** TensorFlow's packed strings: all lengths as varints, then all bytes. */
function unpackStrings(content: Uint8Array, count: number, alias: string): string[] {
  const lengths: number[] = [];
  let at = 0;
  while (lengths.length < count) {
    let length = 0;
    let shift = 0;
    for (let more = true; more; shift += 7) {
      const byte = content[at++];
      if (byte === undefined || shift > 21) throw unparsable(alias);
      length |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    lengths.push(length);
  }
  const names = lengths.map((length) => utf8.decode(content.subarray(at, (at += length))));
  if (at !== content.length) throw unparsable(alias);
  return names;
}

/** Returns a float tensor of the given shape; its values are in `tensor_content` where `isPacked`. */
export function floatTensor(
  values: Float32Array,
  shape: readonly number[],
  isPacked = false,
): object {
  return {
    dtype: 'DT_FLOAT',
    tensor_shape: shapeMessage(shape),
    ...(isPacked
      ? { tensor_content: Buffer.from(values.buffer, values.byteOffset, values.byteLength) }
      : { float_val: Array.from(values) }),
  };
}

/** Returns an int32 tensor of shape [n]. */
export function integerTensor(values: readonly number[]): object {
  return { dtype: 'DT_INT32', tensor_shape: shapeMessage([values.length]), int_val: values };
}

/** Returns a string tensor of the given shape, [n] unless given. */
export function stringTensor(
  values: readonly string[],
  shape: readonly number[] = [values.length],
): object {
  return {
    dtype: 'DT_STRING',
    tensor_shape: shapeMessage(shape),
    string_val: values.map((value) => Buffer.from(value)),
  };
}

function shapeMessage(shape: readonly number[]): object {
  return { dim: shape.map((size) => ({ size })) };
}
