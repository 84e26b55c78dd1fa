import { chooseColumns, type ChosenColumns, type SampleColumn } from '../../csv/choose-columns.ts';
import { labelOf } from '../../csv/label-words.ts';
import { LogsError } from '../../errors.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, textOf, textsOf, textsUnder } from '../../json/fields.ts';
import type { Column, ReadOptions } from '../../reading/read-options.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { hostOrAddressInWord } from '../../text/name-in-text.ts';
import { parseTime, type TimeReference } from '../../text/parse-time.ts';
import { isObject, type JsonObject } from '../format.ts';

const MAX_DEPTH = 4;
const NOWHERE = '';

/** Where the fields of an event are in JSON of no known format, as dotted paths. */
export class JsonFields {
  readonly #paths: readonly string[];
  readonly #at: ChosenColumns;
  readonly #reference: TimeReference | null;

  constructor(records: readonly JsonObject[], options: ReadOptions, source: string) {
    const columns = columnsOf(records);
    const given = withPaths(options, columns);
    this.#at = chooseColumns(columns, given, source);
    this.#paths = columns.map(({ title }) => title);
    this.#reference = options.referenceTime ?? null;
  }

  /** True where one of the fields has names, or is called like one that has. */
  get hasName(): boolean {
    return this.#at.name >= 0;
  }

  /** True where the values of that field look like names. */
  get isSure(): boolean {
    return this.hasName && this.#at.isSure;
  }

  get hasLabel(): boolean {
    return this.#at.label >= 0;
  }

  /** Gives the record's names to the sink; `otherwise` is the time of one that has no field of it. */
  read(record: JsonObject, sink: RecordSink, otherwise: number | null = null): void {
    const at = this.#at;
    const value = (column: number): unknown =>
      column < 0 ? undefined : fieldAt(record, this.#paths[column] ?? NOWHERE);
    const names = textsOf(value(at.name));
    if (names.length === 0) {
      sink.reject('no_name');
      return;
    }
    const listed = value(at.answers);
    const answers = Array.isArray(listed)
      ? textsUnder(listed, 'data', 'rdata', 'value').concat(textsOf(listed))
      : textsOf(listed);
    const client = textOf(value(at.client));
    const label = value(at.label);
    const time =
      at.clock < 0
        ? value(at.time)
        : `${textOf(value(at.time)) ?? ''} ${textOf(value(at.clock)) ?? ''}`;
    const parts = {
      time: parseTime(time, this.#reference) ?? otherwise,
      client: client === null ? null : addressOf(client),
      type: recordType(value(at.type)),
      answer: answerOf(value(at.rcode), answers),
      answers,
      label: typeof label === 'boolean' ? labelOf(String(label)) : labelOf(textOf(label) ?? ''),
      family: textOf(value(at.family)),
      date: textOf(value(at.date)),
      source: textOf(value(at.source)),
    };
    for (const text of names) {
      const name = text.trim();
      if (name === '' || name === '-') sink.reject('no_name');
      else sink.event(withoutFinalDot(hostOrAddressInWord(name) ?? name), parts);
    }
  }
}

/** A path that no record of the sample has is an error only where no other name is to be had. */
function withPaths(options: ReadOptions, columns: SampleColumn[]): ReadOptions {
  const { column } = options;
  if (typeof column !== 'string' || /^\d+$/.test(column)) return options;
  const isThere = (wanted: Column): boolean => columns.some(({ title }) => title === wanted);
  if (isThere(column)) return options;
  const lower = columns.find(({ title }) => title.toLowerCase() === column.toLowerCase());
  if (lower !== undefined) return { ...options, column: lower.title };
  throw new LogsError(
    'LOGS_COLUMN_MISSING',
    `The records have the fields [${columns
      .map(({ title }) => title)
      .slice(0, 24)
      .join(
        ', ',
      )}] but no '${column}'. Expected the path of one of them, with dots between its parts.`,
  );
}

/** Every path to a text, a number or a list of them, with the values of all records. */
function columnsOf(records: readonly JsonObject[]): SampleColumn[] {
  const cells = new Map<string, string[]>();
  const visit = (value: unknown, path: string, depth: number): void => {
    if (isObject(value)) {
      if (depth >= MAX_DEPTH) return;
      for (const [key, inner] of Object.entries(value)) {
        visit(inner, path === '' ? key : `${path}.${key}`, depth + 1);
      }
      return;
    }
    const texts = typeof value === 'boolean' ? [String(value)] : textsOf(value);
    if (texts.length === 0) return;
    const known = cells.get(path);
    if (known === undefined) cells.set(path, texts);
    else known.push(...texts);
  };
  for (const record of records) visit(record, '', 0);
  return [...cells].map(([title, values]) => ({ title, cells: values }));
}
