import { constants } from 'node:buffer';

import { invalidArgument, ServingError } from '../serving-error.ts';
import { CodeRows, readingCodeRows } from './code-rows.ts';
import { JsonDecimal } from './json-decimal.ts';
import { addMember, JsonReader } from './json-reader.ts';
import { LazyList } from './lazy-list.ts';
import { quoteJson } from './quote-json.ts';
import { inTurns, type Steps } from './steps.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const BYTE_ORDER_MARK = '\ufeff';

/** Characters of a body from which on its rows are not all held at once. */
const LARGE = 1024 * 1024;

/**
 * Returns a request's body as the JSON object that it must be. The lists of the members `rows` may be a LazyList or
 * CodeRows. A large body is read in turns with other work.
 *
 * @throws ServingError INVALID_ARGUMENT in TensorFlow Serving's words, PAYLOAD_TOO_LARGE for more than a text can hold.
 */
export function parseJsonObject(body: Buffer, rows: readonly string[] = []): Promise<JsonObject> {
  return inTurns(readingObject(body, rows));
}

function* readingObject(body: Buffer, rows: readonly string[]): Steps<JsonObject> {
  if (body.length === 0) throw invalidArgument('JSON Parse error: The document is empty');
  const value = (yield* readingCodes(body, rows)) ?? (yield* readingText(textOf(body), rows));
  if (!isJsonObject(value)) throw invalidArgument(`JSON Value: ${quoteJson(value)} Is not object`);
  return value;
}

function textOf(body: Buffer): string {
  if (body.length <= constants.MAX_STRING_LENGTH) return body.toString();
  throw new ServingError(
    'PAYLOAD_TOO_LARGE',
    `Request body has ${body.length} bytes, expected JSON of at most ${constants.MAX_STRING_LENGTH}; split it`,
  );
}

/** Where the rows come first, as all clients write them; what may stand in front of them is short. */
const ROWS_IN_FRONT =
  /^[ \t\n\r]*\{[ \t\n\r]*(?:"signature_name"[ \t\n\r]*:[ \t\n\r]*"[^"\\\u0000-\u001f]*"[ \t\n\r]*,[ \t\n\r]*)?"(\w+)"[ \t\n\r]*:[ \t\n\r]*(?=\[[ \t\n\r]*\[[ \t\n\r]*\d)/;
const FRONT_BYTES = 512;

/** A body whose first list is rows of codes; null for others, for broken ones, too. */
function* readingCodes(
  body: Buffer,
  rows: readonly string[],
): Steps<Record<string, unknown> | null> {
  const [front, member] = ROWS_IN_FRONT.exec(body.toString('latin1', 0, FRONT_BYTES)) ?? [];
  if (front === undefined || member === undefined || !rows.includes(member)) return null;
  const read = yield* readingCodeRows(body, front.length);
  if (read === null) return null;
  const rest = Buffer.concat([
    body.subarray(0, front.length),
    Buffer.from('null'),
    body.subarray(read.end),
  ]);
  try {
    const members = yield* readingText(textOf(rest), rows);
    return isJsonObject(members) ? { ...members, [member]: read.rows } : null;
  } catch {
    // The error is to tell of the place in the whole.
    return null;
  }
}

function* readingText(body: string, rows: readonly string[]): Steps<unknown> {
  const text = body.startsWith(BYTE_ORDER_MARK) ? body.slice(1) : body;
  if (text.length < LARGE) return parseQuickly(text) ?? readAll(text);
  return yield* readingLarge(text, rows);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonDecimal) &&
    !(value instanceof LazyList) &&
    !(value instanceof CodeRows)
  );
}

/** A list as JSON has it, however it is held. */
export type JsonList = Iterable<unknown> & { readonly length: number };

export function isJsonList(value: unknown): value is JsonList {
  return Array.isArray(value) || value instanceof LazyList || value instanceof CodeRows;
}

/** Returns the first of a list's values, undefined where it is empty. */
export function firstOf(values: Iterable<unknown>): unknown {
  for (const value of values) return value;
  return undefined;
}

/** Returns the name of a JSON value's type in error messages. */
export function jsonType(value: unknown): string {
  if (value === null) return 'Null';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (isJsonList(value)) return 'Array';
  if (typeof value === 'string') return 'String';
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return isNumber || value instanceof JsonDecimal ? 'Number' : 'Object';
}

/** Numbers with a point, an exponent or many digits, and surrogates: what JSON.parse reads in another way. */
const UNLIKE = /[[,:\s]-?(?:\d+[.eE]|\d{16})|\\u/;

/** The platform's parser, for texts that it reads as RapidJSON does; null for others, broken ones among them. */
function parseQuickly(text: string): object | null {
  if (UNLIKE.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  // Of two equal keys JSON.parse keeps the last one, so that there are fewer keys than names.
  const names = text.match(/"[ \t\r\n]*:/g)?.length ?? 0;
  return isJsonObject(value) && countKeys(value, names) === names ? value : null;
}

function countKeys(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  const isList = Array.isArray(value);
  const members: unknown[] = isList ? value : Object.values(value);
  let count = isList ? 0 : members.length;
  if (count === most) return count;
  for (const member of members) {
    if (typeof member === 'object') count += countKeys(member, most);
  }
  return count;
}

function readAll(text: string): unknown {
  const reader = new JsonReader(text);
  requireText(reader);
  return reader.readValue();
}

function* readingLarge(text: string, rows: readonly string[]): Steps<unknown> {
  const reader = new JsonReader(text);
  requireText(reader);
  if (reader.peek() !== '{') return yield* reader.readingValue();
  reader.accept('{');
  const body: Record<string, unknown> = {};
  if (reader.accept('}')) return body;
  do {
    const key = reader.readName();
    const isLazy = rows.includes(key) && reader.peek() === '[';
    const value = isLazy ? yield* LazyList.reading(text, reader) : yield* reader.readingValue();
    addMember(body, key, value);
  } while (reader.accept(','));
  if (reader.accept('}')) return body;
  throw reader.error('Missing a comma or } after an object member.');
}

function requireText(reader: JsonReader): void {
  const first = reader.peek();
  if (first === undefined || first === '\0') throw reader.error('The document is empty.');
}
