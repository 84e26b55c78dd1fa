import { columnAt } from '../../csv/choose-columns.ts';
import { LogsError } from '../../errors.ts';
import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import type { ReadOptions } from '../../reading/read-options.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { hostOrAddressInWord } from '../../text/name-in-text.ts';
import { parseTime } from '../../text/parse-time.ts';
import type { FormatContext, LineFormat, LineParser } from '../format.ts';

const NAME_FIELDS = ['query', 'server_name', 'host', 'indicator'] as const;
/** Indicators of Zeek's intelligence framework that have a name. */
const OF_NAMES = /^Intel::(?:DOMAIN|URL)$/;
const HEADER =
  /^#(?:separator|set_separator|empty_field|unset_field|path|open|close|fields|types)\b/;
const SEEN = [
  'ts',
  'id.orig_h',
  'query',
  'qtype_name',
  'qtype',
  'rcode_name',
  'rcode',
  'answers',
  'server_name',
  'host',
] as const;
type Field = (typeof SEEN)[number];

/** Zeek's logs with their header: any separator, any order of fields, several logs in one file. */
export const zeekTsv: LineFormat = {
  name: 'zeek',
  description:
    "Zeek's dns, http and ssl logs with their #fields header, any separator; intelligence files",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: ({ lines }) => (lines.some((line) => /^#(?:separator|fields)\b/.test(line)) ? 1 : 0),
  open: (context) => new ZeekParser(context),
};

class ZeekParser implements LineParser {
  readonly #options: ReadOptions;
  readonly #source: string;
  #separator = '\t';
  #setSeparator = ',';
  #unset = '-';
  #empty = '(empty)';
  #titles: readonly string[] = [];
  /** Where the fields are that count, in the order of `SEEN`; -1 for none. */
  #at = new Map<Field, number>();
  #name = -1;
  /** Where an indicator's kind is, in files of the intelligence framework. */
  #kind = -1;
  #last = 0;
  /** Which columns are read. */
  #isRead: readonly boolean[] = [];
  #cells: string[] = [];

  constructor({ options, sample }: FormatContext) {
    this.#options = options;
    this.#source = sample.fileName;
  }

  line(text: string, sink: RecordSink): void {
    if (text.charCodeAt(0) === 35 && HEADER.test(text)) {
      this.#header(text);
      if (text.startsWith('#fields') && this.#name < 0) {
        sink.report.warnings.add(`Its fields are [${this.#titles.slice(0, 24).join(', ')}].`);
      }
      sink.note('header');
    } else if (text.charCodeAt(0) === 35) sink.note('comment');
    else if (text.trim() === '') sink.note('blank');
    else if (this.#titles.length === 0) throw this.#noFields();
    else if (this.#name < 0) sink.note('unrelated');
    else if (this.#kind < 0) this.#record(text, sink);
    else this.#indicator(text, sink);
  }

  #header(text: string): void {
    const separator = /^#separator\s+(\S+)/.exec(text)?.[1];
    if (separator !== undefined) {
      this.#separator = separator.replace(/\\x([\da-fA-F]{2})/g, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      );
      return;
    }
    const [key = '', ...values] = text.split(this.#separator);
    const value = text.slice(key.length + 1);
    if (key === '#set_separator') this.#setSeparator = value === '' ? ',' : value;
    else if (key === '#unset_field') this.#unset = value;
    else if (key === '#empty_field') this.#empty = value;
    else if (key === '#fields') this.#fields(values);
  }

  #fields(titles: readonly string[]): void {
    const { column } = this.#options;
    this.#titles = titles;
    this.#at = new Map(SEEN.map((field) => [field, titles.indexOf(field)]));
    const named = NAME_FIELDS.map((field) => titles.indexOf(field)).find((at) => at >= 0) ?? -1;
    this.#name =
      column === undefined
        ? named
        : columnAt(
            titles.map((title) => ({ title })),
            column,
            this.#source,
          );
    this.#kind = named === titles.indexOf('indicator') ? titles.indexOf('indicator_type') : -1;
    const places = new Set([this.#name, ...this.#at.values()]);
    this.#isRead = titles.map((_, at) => this.#options.keep === true || places.has(at));
    this.#last = this.#isRead.lastIndexOf(true);
  }

  #record(text: string, sink: RecordSink): void {
    this.#cut(text);
    const name = this.#cells[this.#name];
    if (name === undefined) {
      sink.reject('too_few_columns');
      return;
    }
    if (name === this.#unset || name === this.#empty || name === '') {
      sink.reject('no_name');
      return;
    }
    if (sink.keep) {
      sink.fields = Object.fromEntries(this.#titles.map((title, i) => [title, this.#cells[i]]));
    }
    const listed = this.#cell('answers');
    const answers = listed === null ? [] : cutList(listed, this.#setSeparator);
    sink.event(withoutFinalDot(name), {
      time: secondsOf(this.#cell('ts')),
      client: this.#cell('id.orig_h'),
      type: recordType(this.#cell('qtype_name') ?? this.#cell('qtype')),
      answer: answerOf(this.#cell('rcode_name') ?? this.#cell('rcode'), answers),
      answers,
    });
  }

  #indicator(text: string, sink: RecordSink): void {
    const cells = text.split(this.#separator);
    const [name = '', kind = ''] = [cells[this.#name], cells[this.#kind]];
    if (OF_NAMES.test(kind)) sink.event(hostOrAddressInWord(name) ?? name, {});
    else sink.note('unrelated');
  }

  /** Cuts no more columns off than are asked for, and keeps none that nobody reads. */
  #cut(text: string): void {
    const cells = this.#cells;
    const separator = this.#separator;
    let start = 0;
    let count = 0;
    for (; count <= this.#last; count++) {
      const end = text.indexOf(separator, start);
      if (end < 0) {
        cells[count++] = text.slice(start);
        break;
      }
      cells[count] = this.#isRead[count] === true ? text.slice(start, end) : '';
      start = end + separator.length;
    }
    cells.length = count;
  }

  #cell(field: Field): string | null {
    const at = this.#at.get(field) ?? -1;
    const cell = at < 0 ? undefined : this.#cells[at];
    return cell === undefined || cell === this.#unset || cell === this.#empty ? null : cell;
  }

  #noFields(): LogsError {
    return new LogsError(
      'LOGS_COLUMN_MISSING',
      `${this.#source === '' ? 'The input' : this.#source} has no #fields line before its first record. Expected Zeek's log with its header; for one without, name the column of a table.`,
    );
  }
}

/** Of a few pieces, the method of texts takes longer to begin. */
function cutList(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let end = text.indexOf(separator);
  while (end >= 0) {
    pieces.push(text.slice(start, end));
    start = end + separator.length;
    end = text.indexOf(separator, start);
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** Zeek writes seconds, or ISO 8601 where it is configured to. */
function secondsOf(text: string | null): number | null {
  if (text === null) return null;
  const seconds = Number(text);
  return Number.isNaN(seconds) ? parseTime(text) : Math.round(seconds * 1000);
}
