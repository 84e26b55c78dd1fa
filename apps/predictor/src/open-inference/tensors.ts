import { invalidArgument } from '../serving-error.ts';

/** The data types of the protocol that are taken or answered. */
export type DataType = 'BYTES' | 'INT32' | 'FP32';

/** A tensor of a request: texts or whole numbers in row-major order. */
export interface InferInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly string[] | Int32Array;
}

/** A tensor of a reply. */
export interface InferOutput {
  readonly name: string;
  readonly datatype: DataType;
  readonly shape: readonly number[];
  readonly values: readonly string[] | Float32Array;
}

/** A tensor as a request describes it, before its values are read. */
export interface TensorHeader {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

/** Returns the number of elements of a tensor; refuses shapes of negative or too many. */
export function elementsOf({ name, shape }: TensorHeader): number {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.every((size) => Number.isInteger(size) && size >= 0) && count <= MAX_ELEMENTS) {
    return count;
  }
  throw invalidArgument(
    `Input '${name}' has shape [${shape.join(',')}], expected whole numbers from 0 of at most ${MAX_ELEMENTS} elements`,
  );
}

const MAX_ELEMENTS = 2 ** 26;

/** Returns an input whose values were given one by one. */
export function inputOf(header: TensorHeader, given: readonly unknown[]): InferInput {
  const count = elementsOf(header);
  const { name, datatype, shape } = header;
  if (given.length !== count) {
    throw invalidArgument(
      `Input '${name}' has ${given.length} values, expected ${count} by its shape [${shape.join(',')}]`,
    );
  }
  if (datatype === 'BYTES')
    return { name, shape, values: given.map((value) => textOf(value, name)) };
  if (datatype !== 'INT32') throw unsupportedType(header);
  const integers = new Int32Array(count);
  given.forEach((value, i) => {
    if (typeof value !== 'number' || (value | 0) !== value) {
      throw invalidArgument(`Input '${name}' has an element that is not an INT32`);
    }
    integers[i] = value;
  });
  return { name, shape, values: integers };
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  throw invalidArgument(`Input '${name}' has an element that is not a text, as BYTES are`);
}

/** Returns an input of raw bytes: little-endian numbers, or texts each behind its length in four bytes. */
export function rawInputOf(header: TensorHeader, raw: Uint8Array): InferInput {
  const count = elementsOf(header);
  const { name, datatype, shape } = header;
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (datatype === 'INT32') {
    if (bytes.length !== 4 * count) throw badLength(name);
    // A copy of its own, because the bytes of a message need not start at a multiple of four.
    return { name, shape, values: new Int32Array(Uint8Array.from(bytes).buffer) };
  }
  if (datatype !== 'BYTES') throw unsupportedType(header);
  const texts: string[] = [];
  let at = 0;
  while (at + 4 <= bytes.length && texts.length < count) {
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) throw badLength(name);
    texts.push(bytes.toString('utf8', at + 4, end));
    at = end;
  }
  if (at !== bytes.length || texts.length !== count) throw badLength(name);
  return { name, shape, values: texts };
}

/** Returns the raw bytes of an output. */
export function rawOutput({ values }: InferOutput): Buffer {
  if (values instanceof Float32Array) {
    return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  }
  return Buffer.concat(
    values.flatMap((text) => {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
}

function badLength(name: string): Error {
  return invalidArgument(`Input '${name}' has raw contents of another length than its shape asks`);
}

function unsupportedType({ name, datatype }: TensorHeader): Error {
  return invalidArgument(
    `Input '${name}' has datatype ${datatype}, expected INT32 for codes or BYTES for names`,
  );
}
