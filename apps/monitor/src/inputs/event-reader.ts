import { type DnsEvent, LogReader, type LogRecord, LogsError, type ReadOptions } from '@degas/logs';

import { optionsAsTyped } from '../config/options-as-typed.ts';
import { eventsOf } from './events-of.ts';

/** Takes what is no event though it should be one. */
export interface RejectSink {
  add(
    source: string,
    rejection: { line: number; reason: string; detail: string | null; text: string },
  ): void;
}

export interface EventReaderParts {
  /** What it is read from, for messages; the client of events that name none. */
  readonly source: string;
  readonly options: ReadOptions;
  readonly rejects: RejectSink;
}

const SHOWN = 256;

/** Reads one stream of any format that never ends: what cannot be read is counted and kept aside, and reading goes on. */
export class EventReader {
  readonly #parts: EventReaderParts;
  #reader: LogReader;
  /** Lines of readers that gave up. */
  #linesBefore = 0;
  #events = 0;
  #rejected = 0;
  /** Pieces since the format is not known. */
  #unknown: Uint8Array[] = [];

  constructor(parts: EventReaderParts) {
    this.#parts = parts;
    this.#reader = new LogReader(parts.options);
  }

  get events(): number {
    return this.#events;
  }

  get rejected(): number {
    return this.#rejected;
  }

  get format(): string | null {
    return this.#reader.format;
  }

  get lines(): number {
    return this.#linesBefore + this.#reader.report.lines;
  }

  get resumesAt(): LogReader['resumesAt'] {
    return this.#reader.resumesAt;
  }

  /** Makes the format known by the first lines of a source that is read on from further behind. */
  prime(head: Uint8Array, linesBefore: number): void {
    try {
      this.#reader.write(head);
      this.#reader.flush();
    } catch (error) {
      if (!(error instanceof LogsError)) throw error;
      this.#reader = new LogReader(this.#parts.options);
    }
    this.#linesBefore = linesBefore - this.#reader.report.lines;
  }

  read(bytes: Uint8Array): DnsEvent[] {
    if (this.#reader.format === null) this.#unknown.push(bytes);
    return this.#take(() => this.#reader.write(bytes));
  }

  /** Gives out what waits: where a stream pauses. */
  flush(): DnsEvent[] {
    return this.#take(() => this.#reader.flush());
  }

  end(): DnsEvent[] {
    return this.#take(() => this.#reader.end());
  }

  #take(read: () => readonly LogRecord[]): DnsEvent[] {
    let records: readonly LogRecord[];
    try {
      records = read();
    } catch (error) {
      if (!(error instanceof LogsError)) throw error;
      this.#giveUp(error);
      return [];
    }
    if (this.#reader.format !== null && this.#unknown.length > 0) this.#unknown = [];
    const { source, rejects } = this.#parts;
    const events = eventsOf(records, source, (rejection) => {
      this.#rejected++;
      rejects.add(source, { ...rejection, line: rejection.line + this.#linesBefore });
    });
    this.#events += events.length;
    return events;
  }

  /** What came so far is of no known format: it is kept aside, and the format is looked for in what comes next. */
  #giveUp(error: LogsError): void {
    const text = Buffer.concat(this.#unknown).toString('latin1');
    const lines = Math.max(1, text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    this.#unknown = [];
    this.#rejected += lines;
    const { source, rejects, options } = this.#parts;
    rejects.add(source, {
      line: this.#linesBefore + 1,
      reason: error.code.toLowerCase(),
      detail: optionsAsTyped(error.message),
      text: text.slice(0, SHOWN),
    });
    this.#linesBefore += lines;
    this.#reader = new LogReader(options);
  }
}
