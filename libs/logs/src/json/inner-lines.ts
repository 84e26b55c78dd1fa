import { makeSample } from '../detect/sample.ts';
import type { FormatContext, JsonObject, LineParser } from '../formats/format.ts';
import { textLogFormats } from '../formats/registry.ts';
import type { RecordSink } from '../reading/record-sink.ts';
import { parseTime } from '../text/parse-time.ts';
import { timeInLine } from '../text/time-in-line.ts';
import { textAt } from './fields.ts';

/** Where journald, Docker, Splunk and shippers of logs put a line. */
export const LINE_KEYS = [
  'MESSAGE',
  'Message',
  'Line',
  'log',
  'message',
  '_raw',
  'line',
  'msg',
  'event.original',
  '@message',
  'textPayload',
  'full_log',
];
const TIME_KEYS = [
  '@timestamp',
  'time',
  'timestamp',
  'Time',
  'Timestamp',
  'Date',
  '__REALTIME_TIMESTAMP',
  '_time',
  'ts',
];
const SURE = 0.55;

/** The lines of a text log inside JSON records, one a record. */
export class InnerLines {
  readonly format: string;
  readonly #key: string;
  readonly #parser: LineParser;

  constructor(format: string, key: string, parser: LineParser) {
    this.format = format;
    this.#key = key;
    this.#parser = parser;
  }

  /** How the records hold the lines of a known format; null where they do not. */
  static in(records: readonly JsonObject[], context: FormatContext): InnerLines | null {
    for (const key of LINE_KEYS) {
      const lines = records
        .map((record) => textAt(record, key)?.trimEnd())
        .filter((line) => line !== undefined);
      if (lines.length === 0 || lines.length < records.length / 2) continue;
      const sample = makeSample(`${lines.join('\n')}\n`, true);
      const format = textLogFormats.find((one) => one.detect(sample, {}) >= SURE);
      if (format !== undefined)
        return new InnerLines(format.name, key, format.open({ ...context, sample }));
    }
    return null;
  }

  read(record: JsonObject, sink: RecordSink): void {
    const line = textAt(record, this.#key)?.trimEnd();
    if (line === undefined) {
      sink.note('unrelated');
      return;
    }
    sink.format = this.format;
    // The record's time stands for one that the line does not have.
    const time = timeInLine(line, null) === null ? parseTime(textAt(record, ...TIME_KEYS)) : null;
    this.#parser.line(time === null ? line : `${new Date(time).toISOString()} ${line}`, sink);
  }

  flush(sink: RecordSink): void {
    sink.format = this.format;
    this.#parser.flush?.(sink);
  }
}
