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
import { InnerLines } from './inner-lines.ts';
import { enveloped, wrappedRecords } from './json-records.ts';

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
    const records = values.flatMap((value) => this.#records(value)).filter(isObject);
    const unknown = isGeneric ? records : records.filter((record) => !this.#isKnown(record));
    this.#isOfKnownFormat = unknown.length < records.length || this.#named !== null;
    this.#inner = isGeneric || this.#isOfKnownFormat ? null : InnerLines.in(unknown, context);
    this.#fields =
      this.#isOfKnownFormat || unknown.length === 0
        ? null
        : new JsonFields(unknown, options, sample.fileName);
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

  get isLabelled(): boolean {
    return this.#fields?.hasLabel === true;
  }

  value(value: unknown, sink: RecordSink): void {
    if (typeof value === 'string') {
      const name = value.trim();
      if (name === '') sink.reject('no_name');
      else {
        sink.format = this.#generic;
        sink.event(withoutFinalDot(hostOrAddressInWord(name) ?? name), {});
      }
    } else if (isObject(value)) this.#object(value, sink);
    else if (Array.isArray(value) && value.length > 0) this.#list(value, sink);
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
  #list(values: readonly unknown[], sink: RecordSink): void {
    const isRow = values.every((value) => typeof value !== 'object' || value === null);
    const names = isRow
      ? values.filter((value) => typeof value === 'string' && hostOrAddressInWord(value) !== null)
      : [];
    const [name] = names;
    const isOfNames =
      2 * names.length > values.length && values.every((value) => typeof value === 'string');
    if (name === undefined || isOfNames) for (const value of values) this.value(value, sink);
    else this.value(name, sink);
  }

  #object(outer: JsonObject, sink: RecordSink): void {
    const record = enveloped(outer, this.#isKnown);
    sink.fields = record;
    const format = this.#named ?? this.#formatOf(record);
    if (format !== null) {
      this.#last = format;
      sink.format = format.name;
      this.#parser(format).value(record, sink);
      return;
    }
    if (this.#inner !== null) {
      this.#inner.read(record, sink);
      return;
    }
    const inner = this.#wrapped(record);
    if (inner !== null) for (const one of inner) this.value(one, sink);
    else if (this.#fields === null) sink.note('unrelated');
    else {
      sink.format = this.#generic;
      this.#fields.read(record, sink);
    }
  }

  #records(value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value.flatMap((inner) => this.#records(inner));
    if (!isObject(value)) return [value];
    const record = enveloped(value, this.#isKnown);
    if (this.#isKnown(record)) return [record];
    return this.#wrapped(record)?.flatMap((inner) => this.#records(inner)) ?? [record];
  }

  /** What a document is around; a list inside a record of names is not. */
  #wrapped(record: JsonObject): readonly unknown[] | null {
    const inner = wrappedRecords(record);
    if (inner === null) return null;
    const isList =
      !this.#isOfKnownFormat &&
      Object.values(record).every((member) => typeof member !== 'string' || !member.includes('.'));
    return isList ||
      inner.some((one) => isObject(one) && this.#isKnown(enveloped(one, this.#isKnown)))
      ? inner
      : null;
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
