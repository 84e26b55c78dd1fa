import type { Sample } from '../detect/sample.ts';
import type { DnsEvent } from '../events/dns-event.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import type { RecordSink } from '../reading/record-sink.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a parser may know beforehand. */
export interface FormatContext {
  readonly sample: Sample;
  readonly options: ReadOptions;
}

/** Takes the lines of one text in order; may remember a header or a query that waits for its answer. */
export interface LineParser {
  line(text: string, sink: RecordSink): void;
  /** Gives out what waits: at the end, or where a live stream pauses. */
  flush?(sink: RecordSink): void;
}

/** Takes the JSON values of one text in order. */
export interface ValueParser {
  value(value: unknown, sink: RecordSink): void;
  flush?(sink: RecordSink): void;
}

/** Takes the bytes of one file in order, in pieces of any size. */
export interface BytesParser {
  bytes(block: Uint8Array, sink: RecordSink): void;
  flush?(sink: RecordSink): void;
  end(sink: RecordSink): void;
}

interface AnyFormat {
  /** How the format is named in options and reports. */
  readonly name: string;
  /** One line for `--list-formats`. */
  readonly description: string;
  /** What rows without a label of their own are in a labelled corpus: logs and popularity lists are benign names. */
  readonly rows: 'benign' | 'dga' | 'labelled' | 'unknown';
  /** What its events have beside the name, where the record has it. */
  readonly fields: readonly (keyof DnsEvent)[];
}

/** A format whose records are lines. */
export interface LineFormat extends AnyFormat {
  readonly frame: 'lines';
  /** How sure the first lines are of this format, from 0 to 1, by their structure. */
  detect(sample: Sample, options: ReadOptions): number;
  open(context: FormatContext): LineParser;
}

/** A format whose records are JSON values: lines, an array, or one object around an array. */
export interface JsonFormat extends AnyFormat {
  readonly frame: 'json';
  /** True for an object that only this format has. */
  recognises(record: JsonObject): boolean;
  open(context: FormatContext): ValueParser;
}

/** A format that is not text. */
export interface BytesFormat extends AnyFormat {
  readonly frame: 'bytes';
  /** True for the first sixteen bytes of such a file. */
  recognises(firstBytes: Uint8Array): boolean;
  open(context: FormatContext): BytesParser;
}

export type LogFormat = LineFormat | JsonFormat | BytesFormat;

/** The formats of one kind of JSON record need no more than a function from record to events; its rows are benign ones unless it says more. */
export function jsonFormat(
  format: Omit<JsonFormat, 'frame' | 'open' | 'rows'> & {
    readonly rows?: JsonFormat['rows'];
    readonly read: (record: JsonObject, sink: RecordSink, context: FormatContext) => void;
  },
): JsonFormat {
  const { read, ...rest } = format;
  return {
    rows: 'benign',
    ...rest,
    frame: 'json',
    open: (context) => ({
      value(value, sink) {
        if (isObject(value)) read(value, sink, context);
        else sink.reject('unreadable');
      },
    }),
  };
}

/** True for a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
