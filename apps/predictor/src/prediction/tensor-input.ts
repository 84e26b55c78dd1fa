import { invalidArgument } from '../serving-error.ts';
import { isJsonObject, jsonType, quoteJson } from './parse-json.ts';

/** What a request asks to have scored: names as strings, or rows of codes, `length` to a row. */
export type TensorInput =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'codes'; readonly codes: Int32Array; readonly rows: number };

/** The rows that a signature takes; names may stand in the place of codes, not the other way round. */
export interface RowForm {
  /** Codes per row; null where only names are taken. */
  readonly length: number | null;
  /** Codes are below this. */
  readonly vocabulary: number;
}

/** Wraps the complaint about one row; a row format names the row, a columnar one doesn't. */
export type RowErrorFormatter = (row: number, complaint: string) => string;

/** Reads rows, all names or all codes, as the first one is. */
export function readRows(
  rows: readonly unknown[],
  form: RowForm,
  complain: RowErrorFormatter,
): TensorInput {
  const { length } = form;
  if (length === null || isText(rows[0])) {
    return { kind: 'names', names: rows.map((row, i) => readName(row, i, complain)) };
  }
  const codes = new Int32Array(rows.length * length);
  rows.forEach((row, i) => {
    const complaint = readCodes(row, length, codes, i * length);
    if (complaint !== null) throw invalidArgument(complain(i, complaint));
  });
  checkCodes(codes, length, form.vocabulary);
  return { kind: 'codes', codes, rows: rows.length };
}

/** Refuses codes that the network has no row for, in TensorFlow's words. */
export function checkCodes(codes: Int32Array, length: number, vocabulary: number): void {
  const bad = codes.findIndex((code) => code < 0 || code >= vocabulary);
  if (bad < 0) return;
  const place = `${Math.floor(bad / length)},${bad % length}`;
  throw invalidArgument(`indices[${place}] = ${codes[bad] ?? 0} is not in [0, ${vocabulary})`);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || isBase64(value);
}

/** JSON's way to write bytes: an object of the one key `b64`. */
export function isBase64(value: unknown): value is { b64: string } {
  return isJsonObject(value) && typeof value.b64 === 'string' && Object.keys(value).length === 1;
}

function readName(value: unknown, row: number, complain: RowErrorFormatter): string {
  if (typeof value === 'string') return value;
  if (isBase64(value)) {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value.b64)) {
      throw invalidArgument(complain(row, 'Unable to base64 decode'));
    }
    return Buffer.from(value.b64, 'base64').toString();
  }
  const complaint = Array.isArray(value)
    ? `Expecting shape [] but got: [${denseShape(value).join(',')}]`
    : wrongType(value, 'string');
  throw invalidArgument(complain(row, complaint));
}

function readCodes(row: unknown, length: number, out: Int32Array, offset: number): string | null {
  if (!Array.isArray(row)) {
    return isInt32(row) ? `Expecting shape [${length}] but got: []` : wrongType(row, 'int32');
  }
  if (Array.isArray(row[0])) {
    return `Expecting shape [${length}] but got: [${denseShape(row).join(',')}]`;
  }
  for (let i = 0; i < row.length; i++) {
    const code: unknown = row[i];
    if (Array.isArray(code)) return 'Encountered list at unexpected level: 1 expected < 1';
    if (!isInt32(code)) return wrongType(code, 'int32');
    if (i < length) out[offset + i] = code;
  }
  return row.length === length ? null : `Expecting tensor size: ${length} but got: ${row.length}`;
}

function isInt32(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

function wrongType(value: unknown, expected: string): string {
  return `JSON Value: ${quoteJson(value)} Type: ${jsonType(value)} is not of expected type: ${expected}`;
}

/** The shape that a nested list would have, judged by its first elements. */
export function denseShape(value: unknown): number[] {
  const shape: number[] = [];
  // No tensor of ours is deeper than this; a hostile one may be.
  for (let at = value; Array.isArray(at) && shape.length < 8; at = at[0] as unknown) {
    shape.push(at.length);
  }
  return shape;
}
