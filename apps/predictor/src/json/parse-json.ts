import { invalidArgument } from '../serving-error.ts';
import { JsonDecimal } from './json-decimal.ts';
import { addMember, JsonReader } from './json-reader.ts';
import { LazyList } from './lazy-list.ts';
import { quoteJson } from './quote-json.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const BYTE_ORDER_MARK = '\ufeff';

/** The list of a large body that is read element by element. */
const LAZY_KEY = 'instances';

/** Characters of a body from which on its rows are not all held at once. */
const LARGE = 1024 * 1024;

/**
 * Returns a request's body as the JSON object that it must be; `instances` of a large one is a LazyList.
 *
 * @throws ServingError INVALID_ARGUMENT in TensorFlow Serving's words.
 */
export function parseJsonObject(body: string): JsonObject {
  if (body === '') throw invalidArgument('JSON Parse error: The document is empty');
  const text = body.startsWith(BYTE_ORDER_MARK) ? body.slice(1) : body;
  const value = text.length < LARGE ? (parseQuickly(text) ?? readAll(text)) : readLarge(text);
  if (!isJsonObject(value)) throw invalidArgument(`JSON Value: ${quoteJson(value)} Is not object`);
  return value;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonDecimal) &&
    !(value instanceof LazyList)
  );
}

export function isJsonList(value: unknown): value is readonly unknown[] | LazyList {
  return Array.isArray(value) || value instanceof LazyList;
}

/** Returns the name of a JSON value's type in error messages. */
export function jsonType(value: unknown): string {
  if (value === null) return 'Null';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (isJsonList(value)) return 'Array';
  if (typeof value === 'string') return 'String';
  return typeof value === 'number' || value instanceof JsonDecimal ? 'Number' : 'Object';
}

/** Whole numbers with a point or an exponent, and surrogates: what JSON.parse reads in another way. */
const UNLIKE = /[[,:\s]-?\d+[.eE]|\\u/;

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

function readLarge(text: string): unknown {
  const reader = new JsonReader(text);
  requireText(reader);
  if (reader.peek() !== '{') return reader.readValue();
  reader.accept('{');
  const body: Record<string, unknown> = {};
  if (reader.accept('}')) return body;
  do {
    const key = reader.readName();
    const isLazy = key === LAZY_KEY && reader.peek() === '[';
    const value = isLazy ? LazyList.read(text, reader) : reader.readValue();
    addMember(body, key, value);
  } while (reader.accept(','));
  if (reader.accept('}')) return body;
  throw reader.error('Missing a comma or } after an object member.');
}

function requireText(reader: JsonReader): void {
  if (reader.peek() === undefined) throw reader.error('The document is empty.');
}
