import { isObject, type JsonObject } from '../formats/format.ts';

/** The value at a dotted path; a field that has the dots in its own name comes first. Numbers are places in an array. */
export function fieldAt(record: unknown, path: string): unknown {
  if (typeof record !== 'object' || record === null) return undefined;
  const object = record as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(object, path)) return object[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(object, head)) continue;
    const found = fieldAt(object[head], path.slice(dot + 1));
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
