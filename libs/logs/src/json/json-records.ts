import { isObject, type JsonObject } from '../formats/format.ts';
import { isHostName, isPublicHostName } from '../text/host-name.ts';
import { hostInWord } from '../text/name-in-text.ts';
import { parseJson } from './parse-json.ts';
import { tableRecords } from './table-records.ts';

/** Exporters put a record into an envelope of their own. */
const ENVELOPES = [
  '_source',
  'result',
  '_raw',
  'message',
  'log',
  'line',
  'event',
  'data',
  'body',
  'textPayload',
] as const;

/** The record inside an exporter's envelope, or the record itself: Elasticsearch's `_source`, Splunk's `result`. */
export function enveloped(record: JsonObject, isKnown: (inner: JsonObject) => boolean): JsonObject {
  return isKnown(record) ? record : unwrapped(record, isKnown);
}

/** The same of a record that is of no known format itself. */
export function unwrapped(record: JsonObject, isKnown: (inner: JsonObject) => boolean): JsonObject {
  // Elasticsearch's search with `fields` has a list for every field.
  const listed = record._index === undefined ? null : record.fields;
  if (isObject(listed)) return withoutLists(listed);
  for (const key of ENVELOPES) {
    const inner = record[key];
    if (
      isObject(inner) &&
      (key === '_source' || (key === 'result' && isSplunk(record)) || isKnown(inner))
    ) {
      return inner;
    }
    if (typeof inner === 'string' && inner.trimStart().startsWith('{')) {
      const parsed = parseJson(inner);
      if (isObject(parsed) && isKnown(parsed)) return parsed;
    }
  }
  return record;
}

/** An object with the values of its lists of one in their places. */
function withoutLists(record: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
    ]),
  );
}

function isSplunk(record: JsonObject): boolean {
  return (
    record.preview !== undefined || record.offset !== undefined || record.lastrow !== undefined
  );
}

/** How deep in a document the list is that it is around. */
const MAX_WRAPPING = 6;

/** The array of records that a document is around, on its outermost levels; null where there is none. */
export function wrappedRecords(
  record: JsonObject,
  depth = MAX_WRAPPING,
): readonly unknown[] | null {
  const table = tableRecords(record);
  if (table !== null) return table;
  const members = Object.values(record);
  const several = members.length > 1 ? recordsUnderKeys(record, members) : null;
  if (several !== null) return several;
  const lists = members.filter(
    (member): member is readonly unknown[] =>
      Array.isArray(member) && member.length > 0 && member.every(isRecordOrName),
  );
  // Beside the records there may be a list of their fields, and others of the same form.
  const named = lists.filter((one) => one.slice(0, 3).some(hasName));
  const [list] = named.length > 0 ? named : lists;
  if (list !== undefined) return named.length > 1 ? ofOneForm(named) : list;
  if (depth === 0) return null;
  for (const member of members) {
    const inner = isObject(member) ? wrappedRecords(member, depth - 1) : null;
    if (inner !== null) return inner;
  }
  return null;
}

/** The elements of the first list and of those whose elements have the same fields. */
function ofOneForm(lists: readonly (readonly unknown[])[]): readonly unknown[] {
  const formOf = ([first]: readonly unknown[]): string =>
    isObject(first) ? Object.keys(first).sort().join(' ') : typeof first;
  const [list = []] = lists;
  return lists.filter((one) => formOf(one) === formOf(list)).flat();
}

/** What an object has under numbers or names: lists of records, records, or the names themselves. */
function recordsUnderKeys(
  record: JsonObject,
  members: readonly unknown[],
): readonly unknown[] | null {
  const keys = Object.keys(record);
  if (members.every((member) => Array.isArray(member) && member.every(isObject))) {
    const records = members.flat();
    // Empty lists are parts of a record: a message's sections.
    return records.length === 0 ? null : records;
  }
  if (!members.every(isObject)) return null;
  if (keys.every((key) => /^\d+$/.test(key))) return members;
  return keys.every(isPublicHostName) ? keys : null;
}

function isRecordOrName(value: unknown): boolean {
  return isObject(value) || isName(value) || (Array.isArray(value) && value.some(isName));
}

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.includes('.') && hostInWord(value) !== null;

/** True where a text in a value is a host name. */
function hasName(value: unknown): boolean {
  if (typeof value === 'string') return isHostName(value) || isName(value);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((one) => hasName(one))
  );
}
