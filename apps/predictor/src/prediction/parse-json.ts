import { findJsonSyntaxError } from '../rest/json-syntax-error.ts';
import { invalidArgument } from '../serving-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What an error message quotes of the caller's own text at most; a reply must not echo megabytes. */
const LONGEST_QUOTE = 1000;

const BYTE_ORDER_MARK = '\ufeff';

/** A request's body as the JSON object that it must be, or TensorFlow Serving's complaint. */
export function parseJsonObject(body: string): JsonObject {
  if (body === '') throw invalidArgument('JSON Parse error: The document is empty');
  const text = body.startsWith(BYTE_ORDER_MARK) ? body.slice(1) : body;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { message, offset } = findJsonSyntaxError(text);
    throw invalidArgument(`JSON Parse error: ${message} at offset: ${offset}`);
  }
  if (!isJsonObject(value)) throw invalidArgument(`JSON Value: ${quoteJson(value)} Is not object`);
  return value;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON value as an error message quotes it. */
export function quoteJson(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value, null, 4);
  } catch {
    // Nested deeper than the writer can follow.
    return '(deeply nested value)';
  }
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

/** The name of a JSON value's type in error messages. */
export function jsonType(value: unknown): string {
  if (value === null) return 'Null';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'Number';
  return 'Object';
}
