import { isObject, type JsonObject } from '../formats/format.ts';
import { isPublicHostName } from '../text/host-name.ts';
import { parseJson } from './parse-json.ts';

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
  if (isKnown(record)) return record;
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

function isSplunk(record: JsonObject): boolean {
  return (
    record.preview !== undefined || record.offset !== undefined || record.lastrow !== undefined
  );
}

/** The array of records that a document is around, on its outermost levels; null where there is none. */
export function wrappedRecords(record: JsonObject, depth = 2): readonly unknown[] | null {
  const members = Object.values(record);
  const several = members.length > 1 ? recordsUnderKeys(record, members) : null;
  if (several !== null) return several;
  for (const member of members) {
    if (Array.isArray(member) && member.length > 0 && member.every(isRecordOrName))
      return member as readonly unknown[];
  }
  if (depth === 0) return null;
  for (const member of members) {
    const inner = isObject(member) ? wrappedRecords(member, depth - 1) : null;
    if (inner !== null) return inner;
  }
  return null;
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

const isName = (value: unknown): boolean => typeof value === 'string' && value.includes('.');
