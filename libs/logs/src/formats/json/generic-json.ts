import { chooseColumns, type ChosenColumns, type SampleColumn } from '../../csv/choose-columns.ts';
import { nameTitles, titleKey, weakNameTitles } from '../../csv/field-names.ts';
import { isKindOfName } from '../../csv/indicator-kinds.ts';
import { labelOf } from '../../csv/label-words.ts';
import { answersIn, clientOf, outcomeOf } from '../../csv/row-event.ts';
import { LogsError } from '../../errors.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, textOf, textsOf, textsUnder } from '../../json/fields.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { Column, ReadOptions } from '../../reading/read-options.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { hostOrAddressInWord, namesInList } from '../../text/name-in-text.ts';
import { parseTime, type TimeReference } from '../../text/parse-time.ts';
import { isObject, type JsonObject } from '../format.ts';

const MAX_DEPTH = 8;
const NOWHERE = '';

/** Where a value is; behind a list of objects or a text of JSON by its keys alone. */
interface FieldColumn extends SampleColumn {
  readonly path: string;
  readonly keys: readonly string[] | null;
  readonly isListed: boolean;
}

/** Where the fields of an event are in JSON of no known format, as dotted paths. */
export class JsonFields {
  readonly #columns: readonly FieldColumn[];
  readonly #at: ChosenColumns;
  readonly #reference: TimeReference | null;
  /** How much the fields say, the first that differs counts: names for sure, a title of names, client and time, different names. */
  readonly rank: readonly number[];

  /** Records without titles are rows, whose keys are places. */
  constructor(
    records: readonly JsonObject[],
    options: ReadOptions,
    source: string,
    hasTitles = true,
  ) {
    this.#columns = columnsOf(records, hasTitles);
    const given = withPaths(options, this.#columns);
    this.#at = chooseColumns(this.#columns, given, source);
    this.#reference = options.referenceTime ?? null;
    this.rank = this.#ranked();
  }

  /** True where one of the fields has names, or is called like one that has. */
  get hasName(): boolean {
    return this.#at.name >= 0;
  }

  /** True where the values of that field look like names. */
  get isSure(): boolean {
    return this.hasName && this.#at.isSure;
  }

  /** True where a record has its names in a list. */
  get isListed(): boolean {
    return this.#columns[this.#at.name]?.isListed === true;
  }

  get hasLabel(): boolean {
    return this.#at.label >= 0;
  }

  /** Gives the record's names to the sink; `otherwise` is the time of one that has no field of it. */
  read(record: JsonObject, sink: RecordSink, otherwise: number | null = null): void {
    const at = this.#at;
    const value = (column: number): unknown => this.#valueAt(record, column);
    const text = (column: number): string => {
      const found = value(column);
      return (Array.isArray(found) ? textsOf(found)[0] : textOf(found)) ?? '';
    };
    const names = textsOf(value(at.name));
    if (names.length === 0) {
      if (isBulkAction(record)) sink.note('header');
      else sink.reject('no_name');
      return;
    }
    if (at.kind >= 0 && !isKindOfName(text(at.kind))) {
      sink.note('unrelated');
      return;
    }
    const listed = value(at.answers);
    const answers = Array.isArray(listed)
      ? textsUnder(listed, 'data', 'rdata', 'value').concat(textsOf(listed))
      : answersIn(textOf(listed) ?? '');
    const type = value(at.type);
    const code = value(at.rcode);
    const label = value(at.label);
    const time = at.clock < 0 ? value(at.time) : `${text(at.time)} ${text(at.clock)}`;
    const parts = {
      time: parseTime(Array.isArray(time) ? time[0] : time, this.#reference) ?? otherwise,
      client: clientOf(at, text),
      type: recordType(Array.isArray(type) ? (type[0] as unknown) : type),
      answer: outcomeOf(
        at.action < 0 ? '' : text(at.action),
        Array.isArray(code) ? (code[0] as unknown) : code,
        answers,
      ),
      answers,
      label: typeof label === 'boolean' ? labelOf(String(label)) : labelOf(textOf(label) ?? ''),
      family: textOf(value(at.family)),
      date: textOf(value(at.date)),
      source: textOf(value(at.source)),
    };
    for (const one of names) {
      const name = one.trim();
      if (name === '' || name === '-') sink.reject('no_name');
      else {
        const host = hostOrAddressInWord(name);
        if (host !== null) sink.event(withoutFinalDot(host), parts);
        else for (const each of namesInList(name)) sink.event(withoutFinalDot(each), parts);
      }
    }
  }

  #valueAt(record: JsonObject, at: number): unknown {
    if (at < 0) return undefined;
    const { path = NOWHERE, keys = null } = this.#columns[at] ?? {};
    if (keys === null) return fieldAt(record, path);
    const found = valuesUnder(record, keys, 0);
    return found.length === 1 ? found[0] : found.flat();
  }

  #ranked(): readonly number[] {
    const { name, isSure, client, time } = this.#at;
    const column = this.#columns[name];
    if (column === undefined) return [0];
    const keys = [column.title, column.title.slice(column.title.lastIndexOf('.') + 1)].map(
      titleKey,
    );
    const isOne = (titles: readonly string[]): boolean => keys.some((key) => titles.includes(key));
    const title = isOne(nameTitles) ? 2 : isOne(weakNameTitles) ? 1 : 0;
    const besides = [client, time].filter((at) => at >= 0).length;
    return [isSure ? 1 : 0, title, besides, new Set(column.cells).size];
  }
}

/** Elasticsearch's bulk form says in a line of its own what to do with the record behind it. */
function isBulkAction(record: JsonObject): boolean {
  const [key = '', ...others] = Object.keys(record);
  return others.length === 0 && /^(?:index|create|update|delete)$/.test(key);
}

/** What is under keys in a record, through the lists of objects and the texts of JSON on the way. */
function valuesUnder(value: unknown, keys: readonly string[], from: number): unknown[] {
  if (from === keys.length) return [value];
  if (Array.isArray(value)) return value.flatMap((inner) => valuesUnder(inner, keys, from));
  const object = objectIn(value);
  const key = keys[from] ?? NOWHERE;
  return object !== null && Object.hasOwn(object, key)
    ? valuesUnder(object[key], keys, from + 1)
    : [];
}

/** An object, or the one that a text of JSON is. */
function objectIn(value: unknown): JsonObject | null {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return null;
  const parsed = parseJson(value);
  return isObject(parsed) ? parsed : null;
}

/** A path that no record of the sample has is an error only where no other name is to be had. */
function withPaths(options: ReadOptions, columns: readonly SampleColumn[]): ReadOptions {
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

interface FoundField {
  readonly cells: string[];
  readonly keys: readonly string[];
  readonly isDirect: boolean;
  isListed: boolean;
}

/** Every path to a text, a number or a list of them, with the values of all records. */
function columnsOf(records: readonly JsonObject[], hasTitles: boolean): FieldColumn[] {
  const found = new Map<string, FoundField>();
  const visit = (value: unknown, keys: readonly string[], isDirect: boolean): void => {
    const object = objectIn(value);
    if (object !== null) {
      const isText = typeof value === 'string';
      if (keys.length >= MAX_DEPTH) return;
      for (const [key, inner] of Object.entries(object))
        visit(inner, [...keys, key], isDirect && !isText);
      return;
    }
    if (Array.isArray(value) && value.some(isObject)) {
      for (const inner of value.filter(isObject)) visit(inner, keys, false);
      return;
    }
    const texts = typeof value === 'boolean' ? [String(value)] : textsOf(value);
    if (texts.length === 0) return;
    const path = keys.join('.');
    const isListed = Array.isArray(value);
    const known = found.get(path);
    if (known === undefined) found.set(path, { cells: texts, keys, isDirect, isListed });
    else {
      known.cells.push(...texts);
      known.isListed ||= isListed;
    }
  };
  for (const record of records) visit(record, [], true);
  return [...found].map(([path, { cells, keys, isDirect, isListed }]) => ({
    title: hasTitles ? path : '',
    cells,
    isInner: !isDirect,
    path,
    keys: isDirect ? null : keys,
    isListed,
  }));
}
