import { CodeRows } from '../json/code-rows.ts';
import { firstOf, isJsonList, isJsonObject, jsonType, type JsonList } from '../json/parse-json.ts';
import { quoteJson } from '../json/quote-json.ts';
import { invalidArgument } from '../serving-error.ts';
import { decodeBase64 } from './decode-base64.ts';

/** Rows to score: names as strings, or codes, `length` to a row. */
export type TensorInput =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'codes'; readonly codes: Codes; readonly rows: number };

export type Codes = Int32Array | Uint8Array;

/** The rows that a signature takes; names may be given in place of codes, not the other way round. */
export interface RowForm {
  /** Codes per row; null where only names are taken. */
  readonly length: number | null;
  /** Codes are below this. */
  readonly vocabulary: number;
}

/** Returns the message for an error in one row; a row format names the row, a columnar one does not. */
export type RowErrorFormatter = (row: number, reason: string) => string;

/** Rows that are read, checked and scored before the next ones are. */
export const ROWS_PER_CHUNK = 2048;

/** Lists nested deeper than this are not looked into: no tensor of ours is, a hostile one may be. */
const MAX_RANK = 8;

type Kind = TensorInput['kind'];
type Shape = readonly number[];

/**
 * Reads rows, all names or all codes as the first one is, in chunks. Rows are checked in TensorFlow Serving's order:
 * each one in itself, then against the first one; only when all agree, the first one against the signature.
 *
 * @throws ServingError INVALID_ARGUMENT for the first row that is not like the others or not as the signature asks.
 */
export function* readRows(
  rows: JsonList,
  form: RowForm,
  formatError: RowErrorFormatter,
): Generator<TensorInput> {
  let reader: RowReader | null = null;
  for (const row of rows) {
    reader ??= new RowReader(form, row, formatError, rows.length);
    reader.add(row);
    if (reader.pending === ROWS_PER_CHUNK && reader.isAsAsked) yield reader.take();
  }
  if (reader === null) return;
  reader.requireShape();
  if (reader.pending > 0) yield reader.take();
}

/** Returns the chunks of rows of codes, as many to a row as are asked for. */
export function* chunksOfRows(
  { codes, width, highest }: CodeRows,
  { vocabulary }: RowForm,
): Generator<TensorInput> {
  for (let from = 0; from < codes.length; from += ROWS_PER_CHUNK * width) {
    const chunk = codes.subarray(from, from + ROWS_PER_CHUNK * width);
    if (highest >= vocabulary) checkCodes(chunk, width, vocabulary, from / width);
    yield { kind: 'codes', codes: chunk, rows: chunk.length / width };
  }
}

class RowReader {
  readonly isAsAsked: boolean;
  readonly #kind: Kind;
  readonly #shape: Shape;
  readonly #form: RowForm;
  readonly #formatError: RowErrorFormatter;
  readonly #length: number;
  readonly #capacity: number;
  #names: string[] = [];
  #codes: Int32Array;
  #pending = 0;
  #row = 0;

  constructor(form: RowForm, first: unknown, formatError: RowErrorFormatter, rows: number) {
    this.#form = form;
    this.#formatError = formatError;
    this.#kind = kindOf(form, first);
    this.#shape = denseShape(first);
    this.#length = form.length ?? 0;
    this.#capacity = Math.min(ROWS_PER_CHUNK, rows);
    this.isAsAsked = this.#kind === 'names' ? isNameShape(this.#shape) : this.#isCodesShape();
    this.#codes = this.#newCodes();
  }

  /** Rows that were added since the last chunk was taken. */
  get pending(): number {
    return this.#pending;
  }

  add(row: unknown): void {
    if (this.#kind === 'names' && typeof row === 'string' && this.#shape.length === 0) {
      this.#names.push(row);
    } else if (!(this.isAsAsked && this.#kind === 'codes' && this.#addCodes(row))) {
      this.#addSlowly(row);
    }
    this.#pending++;
    this.#row++;
  }

  take(): TensorInput {
    const rows = this.#pending;
    this.#pending = 0;
    if (this.#kind === 'names') {
      const names = this.#names;
      this.#names = [];
      return { kind: 'names', names };
    }
    const codes = this.#codes.subarray(0, rows * this.#length);
    this.#codes = this.#newCodes();
    checkCodes(codes, this.#length, this.#form.vocabulary, this.#row - rows);
    return { kind: 'codes', codes, rows };
  }

  /** Refuses rows that agree with each other, not with the signature. */
  requireShape(): void {
    if (this.isAsAsked) return;
    const [size] = this.#shape;
    const reason =
      this.#kind === 'codes' && this.#shape.length === 1
        ? `Expecting tensor size: ${this.#length} but got: ${size ?? 0}`
        : `Expecting shape [${this.#kind === 'names' ? '' : this.#length}] but got: [${this.#shape.join(',')}]`;
    throw invalidArgument(this.#formatError(0, reason));
  }

  #isCodesShape(): boolean {
    return this.#shape.length === 1 && this.#shape[0] === this.#length;
  }

  #newCodes(): Int32Array {
    return new Int32Array(this.#kind === 'codes' ? this.#capacity * this.#length : 0);
  }

  /** Adds a row of whole numbers; false where it is something else. */
  #addCodes(row: unknown): boolean {
    if (!Array.isArray(row) || row.length !== this.#length) return false;
    const offset = this.#pending * this.#length;
    for (let i = 0; i < row.length; i++) {
      const code: unknown = row[i];
      if (!isInt32(code)) return false;
      this.#codes[offset + i] = code;
    }
    return true;
  }

  #addSlowly(row: unknown): void {
    const shape = denseShape(row);
    const names: string[] = [];
    const reason = fillError(row, 0, shape, this.#kind, names) ?? this.#unequal(shape);
    if (reason !== null) throw invalidArgument(this.#formatError(this.#row, reason));
    this.#names.push(...names.slice(0, 1));
  }

  #unequal(shape: Shape): string | null {
    const [expected, given] = [sizeOf(this.#shape), sizeOf(shape)];
    if (expected !== given) return `Expecting tensor size: ${expected} but got: ${given}`;
    return shape.join() === this.#shape.join()
      ? null
      : `Expecting shape [${this.#shape.join(',')}] but got: [${shape.join(',')}]`;
  }
}

/**
 * Reads a tensor given as nested lists, shape [n] or [n, 1] of names or [n, length] of codes.
 *
 * @throws ServingError INVALID_ARGUMENT for a tensor of another shape or type; for a row further on, when its chunk is taken.
 */
export function readColumn(column: unknown, form: RowForm): Iterable<TensorInput> {
  if (column instanceof CodeRows && column.width === form.length) return chunksOfRows(column, form);
  const shape = denseShape(column);
  const kind = kindOf(form, column);
  const [rows, ...row] = shape;
  const isAsAsked =
    rows !== undefined &&
    rows > 0 &&
    (kind === 'names' ? isNameShape(row) : row.length === 1 && row[0] === form.length);
  if (isAsAsked && isJsonList(column)) {
    return readRows(withLength(filledRows(column, shape, kind), rows), form, (_, what) => what);
  }
  const reason = fillError(column, 0, shape, kind, []);
  if (reason !== null) throw invalidArgument(reason);
  // A batch without names is one; without codes it has not even their shape.
  if (form.length === null && rows === 0 && row.length === 0) return [];
  const wanted = form.length === null ? '[-1]' : `[-1,${form.length}]`;
  throw invalidArgument(`Expecting shape ${wanted} but got: [${shape.join(',')}]`);
}

/** The rows of a column, each checked to fill its place. */
function* filledRows(column: JsonList, shape: Shape, kind: Kind): Generator {
  for (const row of column) {
    const reason = fillError(row, 1, shape, kind, []);
    if (reason !== null) throw invalidArgument(reason);
    yield row;
  }
}

/** A list of so many values that are had one by one. */
export function withLength<Value>(
  values: Iterable<Value>,
  length: number,
): Iterable<Value> & { readonly length: number } {
  return { length, [Symbol.iterator]: () => values[Symbol.iterator]() };
}

/** Refuses codes that the network has no row for, in TensorFlow's words; `from` is the number of the first row. */
export function checkCodes(codes: Codes, length: number, vocabulary: number, from = 0): void {
  let bad = 0;
  for (; bad < codes.length; bad++) {
    const code = codes[bad] ?? 0;
    if (code < 0 || code >= vocabulary) break;
  }
  if (bad === codes.length) return;
  const place = `${from + Math.floor(bad / length)},${bad % length}`;
  throw invalidArgument(`indices[${place}] = ${codes[bad] ?? 0} is not in [0, ${vocabulary})`);
}

/** JSON's way to write bytes: an object of the one key `b64`. */
export function isBase64(value: unknown): value is { b64: string } {
  return isJsonObject(value) && typeof value.b64 === 'string' && Object.keys(value).length === 1;
}

/** The shape that nested lists would have, by their first elements. */
export function denseShape(value: unknown): number[] {
  const shape: number[] = [];
  for (let at = value; isJsonList(at) && shape.length < MAX_RANK; at = firstOf(at)) {
    shape.push(at.length);
  }
  return shape;
}

const isNameShape = (shape: Shape): boolean =>
  shape.length === 0 || (shape.length === 1 && shape[0] === 1);

const sizeOf = (shape: Shape): number => shape.reduce((size, dimension) => size * dimension, 1);

/** Rows are names where nothing else is taken, or where the first value is a text. */
function kindOf({ length }: RowForm, value: unknown): Kind {
  if (length === null) return 'names';
  let first = value;
  for (let depth = 0; isJsonList(first) && depth < MAX_RANK; depth++) first = firstOf(first);
  return typeof first === 'string' || isBase64(first) ? 'names' : 'codes';
}

/** Why a value is not a tensor of that shape and kind, null where it is one; names are added to `names`. */
function fillError(
  value: unknown,
  level: number,
  shape: Shape,
  kind: Kind,
  names: string[],
): string | null {
  if (!isJsonList(value)) {
    if (level !== shape.length) {
      return `JSON Value: ${quoteJson(value)} found at incorrect level: ${level + 1} in the JSON DOM. Expected at level: ${shape.length}`;
    }
    return valueError(value, kind, names);
  }
  const size = shape[level];
  if (size === undefined) {
    return `Encountered list at unexpected level: ${level} expected < ${shape.length}`;
  }
  if (value.length !== size) {
    return `Encountered list at unexpected size: ${value.length} at level: ${level} expected size: ${size}`;
  }
  for (const element of value) {
    const reason = fillError(element, level + 1, shape, kind, names);
    if (reason !== null) return reason;
  }
  return null;
}

function valueError(value: unknown, kind: Kind, names: string[]): string | null {
  if (kind === 'codes') return isInt32(value) ? null : wrongType(value, 'int32');
  if (typeof value === 'string') {
    names.push(value);
    return null;
  }
  if (!isJsonObject(value)) return wrongType(value, 'string');
  if (!isBase64(value)) {
    return `JSON Value: ${quoteJson(value)} not formatted correctly for base64 data`;
  }
  const bytes = decodeBase64(value.b64);
  if (bytes === null) return 'Unable to base64 decode';
  names.push(bytes.toString());
  return null;
}

function isInt32(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

function wrongType(value: unknown, expected: string): string {
  return `JSON Value: ${quoteJson(value)} Type: ${jsonType(value)} is not of expected type: ${expected}`;
}
