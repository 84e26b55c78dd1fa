import {
  dnsEvent,
  type DnsEvent,
  type EventParts,
  type RecordFields,
} from '../events/dns-event.ts';
import type { LogRecord, NoteKind, RejectReason } from '../events/log-record.ts';
import { firstEscapedByte, hasEscapedBytes, nameWithEscapes } from '../text/escaped-bytes.ts';
import type { ReadReport } from './read-report.ts';

/** What a rejected line shows of itself. */
const SHOWN = 256;

export interface SinkOptions {
  /** Events carry the fields of their record. */
  readonly keep?: boolean;
  /** Lines that are no records are in the output, too. */
  readonly everyLine?: boolean;
}

/** Where parsers put what they read: it makes events, counts, and holds the batch that goes out next. */
export class RecordSink {
  readonly report: ReadReport;
  readonly keep: boolean;
  /** The number of the line (or value, or packet) that is being parsed. */
  line = 0;
  /** The line that is being parsed, for rejections and as the fields of formats without any. */
  text = '';
  /** The fields of the record that is being parsed, where the format has them. */
  fields: RecordFields | null = null;
  /** True once bytes came that are not text. */
  hasEscapes = false;
  readonly #everyLine: boolean;
  #records: LogRecord[] = [];
  #format: string | null = null;
  /** Events of the format that the report does not have yet. */
  #ofFormat = 0;

  constructor(report: ReadReport, { keep = false, everyLine = false }: SinkOptions = {}) {
    this.report = report;
    this.keep = keep;
    this.#everyLine = everyLine;
  }

  /** Names the format of the records that follow. */
  set format(name: string) {
    if (name === this.#format) return;
    this.#count();
    this.#format = name;
    if (!this.report.formats.has(name)) this.report.formats.set(name, 0);
  }

  event(name: string, parts: EventParts): void {
    this.eventOf(this.line, name, parts, this.recordFields());
  }

  /** Gives what a record of an earlier line has to say; its text may be set meanwhile. */
  atLine(line: number, give: () => void): void {
    const { line: current, text } = this;
    this.line = line;
    give();
    this.line = current;
    this.text = text;
  }

  /** The fields that an event of the current record carries. */
  recordFields(): RecordFields | null {
    return this.keep ? (this.fields ?? { message: this.text }) : null;
  }

  /** An event of an earlier line. */
  eventOf(line: number, name: string, parts: EventParts, fields: RecordFields | null): void {
    let spelled = name;
    if (this.hasEscapes && hasEscapedBytes(name)) {
      const escaped = nameWithEscapes(name);
      if (escaped === null) {
        const whole = line === this.line && this.text !== '' ? this.text : name;
        this.#rejectAt(line, whole, 'invalid_bytes', firstEscapedByte(whole));
        return;
      }
      spelled = escaped;
    }
    if (spelled === '') {
      this.#rejectAt(line, this.text, 'no_name', null);
      return;
    }
    this.#push(dnsEvent(line, spelled, parts, fields));
  }

  /** An event that is whole. */
  give(event: DnsEvent): void {
    if (this.hasEscapes) this.eventOf(event.line, event.name, event, event.fields);
    else this.#push(event);
  }

  #push(event: DnsEvent): void {
    this.report.events++;
    this.#ofFormat++;
    this.#records.push(event);
  }

  reject(reason: RejectReason, detail: string | null = null): void {
    this.#rejectAt(this.line, this.text, reason, detail);
  }

  #rejectAt(line: number, whole: string, reason: RejectReason, detail: string | null): void {
    const text = whole.slice(0, SHOWN);
    const rejection = { kind: 'rejection', line, reason, detail, text } as const;
    this.report.addRejection(rejection);
    this.#records.push(rejection);
  }

  note(note: NoteKind): void {
    this.report.notes[note]++;
    if (this.#everyLine) this.#records.push({ kind: 'note', line: this.line, note });
  }

  /** What came since the last call. */
  take(): LogRecord[] {
    this.#count();
    const records = this.#records;
    if (records.length > 0) this.#records = [];
    return records;
  }

  #count(): void {
    const { formats } = this.report;
    const name = this.#format;
    if (name !== null) formats.set(name, (formats.get(name) ?? 0) + this.#ofFormat);
    this.#ofFormat = 0;
  }
}
