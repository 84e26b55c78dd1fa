import { isObject, type JsonObject } from '../formats/format.ts';

/** A dotted path, and every way to cut it in a field and what is below it. */
interface FieldPath {
  readonly name: string;
  readonly ways: readonly { readonly head: string; readonly rest: FieldPath }[];
}

/** Cutting a path takes longer than following it, and formats ask for the same few of every record. */
const paths = new Map<string, FieldPath>();
const MOST_PATHS = 4096;

function pathOf(name: string): FieldPath {
  const known = paths.get(name);
  if (known !== undefined) return known;
  const ways: { head: string; rest: FieldPath }[] = [];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
    ways.push({ head: name.slice(0, dot), rest: pathOf(name.slice(dot + 1)) });
  const path = { name, ways };
  if (paths.size >= MOST_PATHS) paths.clear();
  paths.set(name, path);
  return path;
}

/** The value at a dotted path; a field that has the dots in its own name comes first. Numbers are places in an array. */
export function fieldAt(record: unknown, path: string): unknown {
  return follow(record, pathOf(path));
}

function follow(record: unknown, { name, ways }: FieldPath): unknown {
  if (typeof record !== 'object' || record === null) return undefined;
  const object = record as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(object, name)) return object[name];
  for (const { head, rest } of ways) {
    if (!Object.hasOwn(object, head)) continue;
    const found = follow(object[head], rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The object at a path, or null. */
export function objectAt(record: unknown, path: string): JsonObject | null {
  const value = fieldAt(record, path);
  return isObject(value) ? value : null;
}

/** A text as it is, a number as text; null for anything else and for nothing. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** The first text at one of some paths. */
export function textAt(record: unknown, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = textOf(fieldAt(record, path));
    if (text !== null) return text;
  }
  return null;
}

/** A list of texts: an array's, or one text. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf).filter((text) => text !== null);
  const text = textOf(value);
  return text === null ? [] : [text];
}

/** The text under a key of every object in an array. */
export function textsUnder(values: unknown, ...keys: readonly string[]): string[] {
  if (!Array.isArray(values)) return [];
  return values.map((value) => textAt(value, ...keys)).filter((text) => text !== null);
}
