import {
  isObject,
  type FormatContext,
  type JsonFormat,
  type JsonObject,
  type ValueParser,
} from '../formats/format.ts';
import { JsonFields } from '../formats/json/generic-json.ts';
import type { RecordSink } from '../reading/record-sink.ts';
import { withoutFinalDot } from '../text/host-name.ts';
import { hostOrAddressInWord } from '../text/name-in-text.ts';
import { chooseFields } from './choose-fields.ts';
import { InnerLines } from './inner-lines.ts';
import { enveloped, unwrapped, wrappedRecords } from './json-records.ts';

/** Documents around documents around records. */
const MOST_LEVELS = 6;

/** How records of no known format are named. */
export const GENERIC = 'json';

/**
 * Gives each JSON value to the format that recognises it, the last one first: a file may hold records of several. Records that
 * none does are read by the names and the contents of their fields, unless the file is of a known format.
 */
export class JsonParser {
  readonly #formats: readonly JsonFormat[];
  readonly #context: FormatContext;
  readonly #parsers = new Map<JsonFormat, ValueParser>();
  readonly #fields: JsonFields | null;
  /** A format that was named is asked of every record. */
  readonly #named: JsonFormat | null;
  /** Records of no known format are none of DNS here, nor are lists in them. */
  #isOfKnownFormat = false;
  #last: JsonFormat | null = null;
  readonly #isKnown = (record: JsonObject): boolean => this.#formatOf(record) !== null;

  /** How records of no known format are named. */
  readonly #generic: string;
  /** Reads the lines of a text log that are inside the records, where they are. */
  readonly #inner: InnerLines | null;
  /** Reads rows of values without titles. */
  readonly #rows: JsonFields | null;
  /** How many documents are around a record. */
  readonly #depth: number;

  constructor(
    formats: readonly JsonFormat[],
    values: readonly unknown[],
    context: FormatContext,
    generic = GENERIC,
  ) {
    this.#generic = generic;
    this.#formats = formats;
    this.#context = context;
    const { options, sample } = context;
    const { column, clientColumn, timeColumn, rcodeColumn } = options;
    // Where a person names fields, these count, whatever else the records look like.
    const isGeneric =
      options.inputFormat === GENERIC ||
      [column, clientColumn, timeColumn, rcodeColumn].some((field) => field !== undefined);
    this.#named = isGeneric
      ? null
      : (formats.find(({ name }) => name === options.inputFormat) ?? null);
    const levels = this.#levelsOf(values);
    const known = isGeneric
      ? -1
      : levels.findIndex((level) => level.filter(isObject).some(this.#isKnown));
    this.#isOfKnownFormat = known >= 0 || this.#named !== null;
    const fieldsOf = (found: readonly JsonObject[], hasTitles = true): JsonFields | null =>
      this.#isOfKnownFormat || this.#inner !== null || found.length === 0
        ? null
        : new JsonFields(found, options, sample.fileName, hasTitles);
    const lines =
      isGeneric || this.#isOfKnownFormat
        ? []
        : levels.map((level) => InnerLines.in(level.filter(isObject), context));
    this.#inner = lines.find((inner) => inner !== null) ?? null;
    const choice = chooseFields((level) => fieldsOf(level.filter(isObject)), levels);
    this.#depth =
      known >= 0 ? known : this.#inner === null ? choice.depth : lines.indexOf(this.#inner);
    this.#fields = choice.fields;
    const rows = (levels[this.#depth] ?? []).filter(isRowOfValues).map(rowRecord);
    const fieldsOfRows = choice.fields === null ? fieldsOf(rows, false) : null;
    this.#rows = fieldsOfRows?.isSure === true ? fieldsOfRows : null;
    if (!isGeneric) return;
    this.#formats = [];
    this.#last = null;
  }

  /** What most of the sample is. */
  get format(): string {
    return this.#named?.name ?? this.#last?.name ?? this.#inner?.format ?? this.#generic;
  }

  /** False where nothing in the sample can hold a name. */
  get hasNames(): boolean {
    return (
      this.#last !== null ||
      this.#named !== null ||
      this.#inner !== null ||
      this.#fields === null ||
      this.#fields.hasName
    );
  }

  /** True where the records hold the lines of a text log. */
  get hasLines(): boolean {
    return this.#inner !== null;
  }

  get isLabelled(): boolean {
    return this.#fields?.hasLabel === true;
  }

  value(value: unknown, sink: RecordSink, depth = 0): void {
    if (typeof value === 'string') {
      const name = value.trim();
      if (name === '') sink.reject('no_name');
      else {
        sink.format = this.#generic;
        sink.event(withoutFinalDot(hostOrAddressInWord(name) ?? name), {});
      }
    } else if (isObject(value)) this.#object(value, sink, depth);
    else if (Array.isArray(value) && value.length > 0) this.#list(value, sink, depth);
    else sink.reject('no_name');
  }

  flush(sink: RecordSink): void {
    this.#inner?.flush(sink);
    for (const [format, parser] of this.#parsers) {
      sink.format = format.name;
      parser.flush?.(sink);
    }
  }

  /** A list of records or names; one of other texts and numbers is a row, of which the name counts. */
  #list(values: readonly unknown[], sink: RecordSink, depth: number): void {
    const [name] = isRowOfValues(values) ? namesAmong(values) : [];
    if (name === undefined) for (const value of values) this.value(value, sink, depth);
    else if (this.#rows === null) this.value(name, sink, depth);
    else {
      sink.format = this.#generic;
      this.#rows.read(rowRecord(values), sink);
    }
  }

  #object(outer: JsonObject, sink: RecordSink, depth: number): void {
    const direct = this.#formatOf(outer);
    const record = direct === null ? unwrapped(outer, this.#isKnown) : outer;
    sink.fields = record;
    const format = this.#named ?? direct ?? (record === outer ? null : this.#formatOf(record));
    if (format !== null) {
      this.#last = format;
      sink.format = format.name;
      this.#parser(format).value(record, sink);
      return;
    }
    if (this.#inner !== null && depth >= this.#depth) {
      this.#inner.read(record, sink);
      return;
    }
    const inner = this.#wrapped(record, depth);
    if (inner !== null) for (const one of inner) this.value(one, sink, depth + 1);
    else if (this.#fields === null) sink.note('unrelated');
    else {
      sink.format = this.#generic;
      this.#fields.read(record, sink);
    }
  }

  /** The values, what these are around, and so on; lists of records are taken apart, rows are not. */
  #levelsOf(values: readonly unknown[]): readonly (readonly unknown[])[] {
    const levels = [apart(values).map((value) => this.#unpacked(value))];
    while (levels.length <= MOST_LEVELS) {
      const level = levels.at(-1) ?? [];
      const wrapped = level.map((value) =>
        isObject(value) && !this.#isKnown(value) ? wrappedRecords(value) : null,
      );
      if (wrapped.every((inner) => inner === null)) break;
      levels.push(
        apart(level.flatMap((value, at) => wrapped[at] ?? [value])).map((value) =>
          this.#unpacked(value),
        ),
      );
    }
    return levels;
  }

  #unpacked(value: unknown): unknown {
    return isObject(value) ? enveloped(value, this.#isKnown) : value;
  }

  /** What a document is around, down to where the records are. */
  #wrapped(record: JsonObject, depth: number): readonly unknown[] | null {
    if (depth >= this.#depth && this.#fields !== null) return null;
    const inner = wrappedRecords(record);
    if (inner === null || depth < this.#depth) return inner;
    const isAroundKnown = inner.some(
      (one) => isObject(one) && this.#isKnown(enveloped(one, this.#isKnown)),
    );
    return isAroundKnown ? inner : null;
  }

  #formatOf(record: JsonObject): JsonFormat | null {
    if (this.#last?.recognises(record) === true) return this.#last;
    const found = this.#formats.find((format) => format.recognises(record)) ?? null;
    if (found !== null) this.#last ??= found;
    return found;
  }

  #parser(format: JsonFormat): ValueParser {
    let parser = this.#parsers.get(format);
    if (parser === undefined) this.#parsers.set(format, (parser = format.open(this.#context)));
    return parser;
  }
}

/** The elements of lists and of lists in these; a row of values stays one. */
function apart(values: readonly unknown[]): readonly unknown[] {
  return values.flatMap((value) =>
    Array.isArray(value) && !isRowOfValues(value) ? apart(value) : [value],
  );
}

/** True for a list of texts and numbers, of which no more than half are names. */
function isRowOfValues(value: unknown): value is readonly unknown[] {
  return (
    Array.isArray(value) &&
    value.every((one) => typeof one !== 'object' || one === null) &&
    !(value.every((one) => typeof one === 'string') && 2 * namesAmong(value).length > value.length)
  );
}

function namesAmong(values: readonly unknown[]): readonly string[] {
  return values.filter(
    (value): value is string => typeof value === 'string' && hostOrAddressInWord(value) !== null,
  );
}

/** A row as a record whose fields are called by their places. */
function rowRecord(values: readonly unknown[]): JsonObject {
  return Object.fromEntries(values.map((value, at) => [`${at + 1}`, value]));
}
