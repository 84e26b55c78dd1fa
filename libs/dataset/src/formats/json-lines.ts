import { type LabelledColumns, labelOf } from './labelled-csv.ts';
import { benignRow, BLANK, reject, type ParsedLine, type LineReader } from './parsed-line.ts';
import { isBlank } from './split-row.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The object on one line, or null. */
export function jsonObject(line: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

function jsonReader(rowOf: (record: JsonObject) => ParsedLine): LineReader {
  return (line) => {
    if (isBlank(line)) return BLANK;
    const record = jsonObject(line);
    return record === null ? reject('bad_json') : rowOf(record);
  };
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** One object a line with a name and a label; `family`, `source` and `date` are taken where they are there. */
export function readJsonLines(
  _file: string,
  { domainColumn = 'domain', labelColumn = 'label' }: LabelledColumns = {},
): LineReader {
  return jsonReader((record) => {
    const name = textOf(record[domainColumn]);
    if (name === null) return reject('no_name');
    const given = record[labelColumn];
    const label =
      typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean'
        ? labelOf(String(given))
        : undefined;
    if (label === undefined) return reject('bad_label');
    const family = label === 1 ? textOf(record.family) : null;
    return { name, label, family, date: textOf(record.date), source: textOf(record.source) };
  });
}

/** Zeek's dns.log written as JSON: every queried name, as benign. */
export function readZeekJson(): LineReader {
  return jsonReader(({ query }) => {
    const name = textOf(query);
    return name === null || name === '-' ? reject('no_name') : benignRow(name);
  });
}

/** Suricata's EVE log: the name of every DNS request (`query` until version 7, `request` after), as benign. */
export function readSuricataEve(): LineReader {
  return jsonReader(({ event_type: type, dns }) => {
    if (type !== 'dns' || typeof dns !== 'object' || dns === null) return reject('not_a_query');
    const event = dns as JsonObject;
    if (event.type !== 'query' && event.type !== 'request') return reject('not_a_query');
    const queries: unknown = event.queries;
    const first: unknown = Array.isArray(queries) ? queries[0] : event;
    const name = textOf((first as JsonObject | null | undefined)?.rrname);
    return name === null ? reject('no_name') : benignRow(name);
  });
}
