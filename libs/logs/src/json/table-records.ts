import { isObject, type JsonObject } from '../formats/format.ts';
import { textAt } from './fields.ts';

const TITLES = ['columns', 'fields', 'schema'];
const ROWS = ['rows', 'values', 'datarows', 'data', 'results'];

type Row = readonly unknown[];

/**
 * The rows of an answer that has its columns' titles apart, as records: Log Analytics and Kusto, Elasticsearch's SQL, Splunk's
 * `json_rows` and `json_cols`. Null where an object is none.
 */
export function tableRecords(record: JsonObject): readonly JsonObject[] | null {
  const members = new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
  const titles = TITLES.map((key) => titlesIn(members.get(key))).find((found) => found !== null);
  if (titles === undefined) return null;
  const rows = ROWS.map((key) => listsIn(members.get(key))).find((found) => found !== null);
  if (rows?.every((row) => row.length === titles.length) === true)
    return rows.map((row) => Object.fromEntries(titles.map((title, at) => [title, row[at]])));
  const columns = listsIn(members.get('columns'));
  if (columns?.length !== titles.length) return null;
  return (columns[0] ?? []).map((_, at) =>
    Object.fromEntries(titles.map((title, column) => [title, columns[column]?.[at]])),
  );
}

/** Titles, as texts or as objects with a name. */
function titlesIn(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const titles = value.map((one: unknown) =>
    typeof one === 'string'
      ? one
      : isObject(one)
        ? textAt(one, 'name', 'Name', 'ColumnName', 'columnName', 'label')
        : null,
  );
  return titles.every((title) => title !== null) ? titles : null;
}

function listsIn(value: unknown): readonly Row[] | null {
  return Array.isArray(value) && value.length > 0 && value.every((one) => Array.isArray(one))
    ? (value as Row[])
    : null;
}
