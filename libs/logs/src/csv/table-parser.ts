import type { EventParts } from '../events/dns-event.ts';
import type { FormatContext, LineParser } from '../formats/format.ts';
import { TransactionJoiner } from '../join/transaction-joiner.ts';
import type { RecordSink } from '../reading/record-sink.ts';
import { addressOf, withoutFinalDot } from '../text/host-name.ts';
import { hostOrAddressInWord, namesInList } from '../text/name-in-text.ts';
import type { TimeReference } from '../text/parse-time.ts';
import { columnsOf } from './columns-of.ts';
import { isKindOfName } from './indicator-kinds.ts';
import { partsOfRow } from './row-event.ts';
import { isRuler } from './ruler.ts';
import type { TablePlan } from './table-plan.ts';

/** A cell may hold line ends, but a stray quote must not swallow what follows it. */
const MAX_JOINED = 64;
const MAX_JOINED_SIZE = 1 << 16;
const EXCEL_SEPARATOR = /^"?sep=."?$/i;

/** Reads the rows of a table by a plan; quoted cells may go over several lines. */
export class TableParser implements LineParser {
  readonly #plan: TablePlan;
  readonly #reference: TimeReference | null;
  readonly #readRow: (cells: readonly string[], sink: RecordSink) => void;
  #cells: readonly string[] = [];
  readonly #cell = (column: number): string => this.#cells[column] ?? '';
  /** Lines of a row whose quote is still open. */
  #open: string[] = [];
  #openFrom = 0;
  #openSize = 0;
  #hasHeader = false;
  /** Of tables of packets. */
  readonly #joiner = new TransactionJoiner();
  #hasWarned = false;

  /** `readRow` takes the cells of a row in place of the plan's columns. */
  constructor(
    plan: TablePlan,
    { options }: FormatContext,
    readRow?: (cells: readonly string[], sink: RecordSink) => void,
  ) {
    this.#plan = plan;
    this.#readRow = readRow ?? this.#eventOf.bind(this);
    this.#reference = options.referenceTime ?? null;
  }

  line(text: string, sink: RecordSink): void {
    if (this.#open.length > 0) {
      this.#openLine(text, sink);
      return;
    }
    const { header, delimiter } = this.#plan;
    if (text === '' || text.trim() === '') sink.note('blank');
    else if (text === header) {
      sink.note('header');
      this.#hasHeader = true;
    } else if (text.charCodeAt(0) === 35) sink.note('comment');
    else if (!this.#hasHeader && (header !== null || EXCEL_SEPARATOR.test(text))) {
      // What an export says about itself stands over its header.
      sink.note(EXCEL_SEPARATOR.test(text) ? 'header' : 'comment');
    } else {
      const cells = columnsOf(text, delimiter);
      if (cells === null) {
        this.#open = [text];
        this.#openFrom = sink.line;
        this.#openSize = text.length;
      } else if (isRuler(text)) sink.note('comment');
      else this.#readRow(cells, sink);
    }
  }

  flush(sink: RecordSink): void {
    while (this.#open.length > 0) this.#giveUp(sink);
    this.#joiner.flush(sink);
  }

  /** A packet of a query or of its response, which has the client for its destination. */
  #packet(name: string, parts: EventParts, sink: RecordSink): void {
    const { response, destination } = this.#plan.at;
    const isResponse = /^(?:1|true)$/i.test(this.#cell(response).trim());
    const client = isResponse ? addressOf(this.#cell(destination).trim()) : (parts.client ?? '');
    const key = `${client} ${name.toLowerCase()} ${parts.type ?? ''}`;
    if (isResponse)
      this.#joiner.answer(key, parts, sink, () => {
        sink.event(name, { ...parts, client });
      });
    else this.#joiner.query(key, name, parts, sink);
  }

  #openLine(text: string, sink: RecordSink): void {
    this.#open.push(text);
    this.#openSize += text.length;
    const cells = text.includes('"')
      ? columnsOf(this.#open.join('\n'), this.#plan.delimiter)
      : null;
    if (cells !== null && cells.length <= this.#plan.titles.length) {
      const { line } = sink;
      for (let i = 1; i < this.#open.length; i++) {
        sink.line = this.#openFrom + i;
        sink.note('joined');
      }
      this.#open = [];
      sink.line = this.#openFrom;
      this.#readRow(cells, sink);
      sink.line = line;
    } else if (this.#open.length >= MAX_JOINED || this.#openSize > MAX_JOINED_SIZE)
      this.#giveUp(sink);
  }

  /** The line whose quote never closes is left out; those behind it are read for themselves. */
  #giveUp(sink: RecordSink): void {
    const { line, text } = sink;
    const [first = '', ...others] = this.#open;
    let number = this.#openFrom;
    this.#open = [];
    sink.line = number;
    sink.text = first;
    sink.reject('unclosed_quote');
    for (const other of others) {
      sink.line = ++number;
      sink.text = other;
      this.line(other, sink);
    }
    sink.line = line;
    sink.text = text;
  }

  #eventOf(cells: readonly string[], sink: RecordSink): void {
    const { at, titles } = this.#plan;
    if (!at.isSure && !this.#hasWarned) {
      this.#hasWarned = true;
      sink.report.warnings.add(
        `The column '${titleOf(titles, at.name)}' has no names with a suffix; name the right one where there is one.`,
      );
    }
    const cell = cells[at.name];
    if (cell === undefined) {
      sink.reject('too_few_columns');
      return;
    }
    const text = cell.trim();
    if (text === '' || text === '-') {
      sink.reject('no_name');
      return;
    }
    if (at.kind >= 0 && !isKindOfName(cells[at.kind] ?? '')) {
      sink.note('unrelated');
      return;
    }
    this.#cells = cells;
    if (sink.keep) {
      sink.fields = Object.fromEntries(
        cells.map((value, column) => [titleOf(titles, column), value]),
      );
    }
    const host = hostOrAddressInWord(text);
    const parts = partsOfRow(at, this.#cell, this.#reference);
    if (at.response >= 0) this.#packet(withoutFinalDot(host ?? text), parts, sink);
    else if (host !== null) sink.event(withoutFinalDot(host), parts);
    else for (const name of namesInList(text)) sink.event(withoutFinalDot(name), parts);
  }
}

/** A column's title, or its number where it has none. */
export function titleOf(titles: readonly string[], column: number): string {
  const title = titles[column] ?? '';
  return title === '' ? `column${column + 1}` : title;
}
