import { answerOf } from '../events/answer.ts';
import type { Answer } from '../events/dns-event.ts';
import { recordType } from '../events/record-types.ts';
import type { DnstapLine } from './dnstap-line.ts';
import { withoutFinalDot } from './host-name.ts';
import { parseTime } from './parse-time.ts';

const HEADER = /^;; (?:->>HEADER<<- )?opcode: \w+[,;] status: (\w+)[,;] id: +(\d+)/;
const FLAGS = /^(?:;; )?flags: *([a-z][a-z ]*)/i;
const SECTION = /^;; ([A-Z]+) (?:PSEUDO)?SECTION:|^([A-Z]+)_(?:PSEUDO)?SECTION:$/;
const QUESTION = /^(?:;+\s*|- '?)(\S+)\s+(?:IN|CH|HS|ANY|CLASS\d+)\s+([A-Z]+\d*)'?$/;
const RECORD = /^(?:- ')?(\S+)\s+\d+\s+(?:IN|CH|HS)\s+([A-Z]+\d*)\s+(.*?)'?$/;
const WHEN = /^;; (?:WHEN:|Time) (\S.*)$/;
/** Fields of the YAML of dnstap's readers and of `dig +yaml`. */
const FIELD =
  /^(?:message_)?(type|query_time|response_time|query_address|query_port|status|id): (?:!!timestamp )?"?([^"]+)"?$/;
/** Servers' own questions to others. */
const OF_OTHERS = /^(?:RESOLVER|FORWARDER|UPDATE)_/;

/** A DNS message as `dig`, `kdig` and dnstap's readers write it, over many lines. */
export class MessageText {
  name: string | null = null;
  type: string | null = null;
  client: string | null = null;
  port = '';
  id = '';
  time: number | null = null;
  /** Null where nothing tells a question from an answer. */
  isQuestion: boolean | null = null;
  isOfOthers = false;
  readonly answers: string[] = [];
  #code: string | null = null;
  #section = '';

  /** True for the line that a message begins with. */
  static begins(text: string): boolean {
    return HEADER.test(text.trimStart());
  }

  /** True once the header was there: another one is of another message, unless it is the same once more. */
  hasHeader(text: string): boolean {
    return this.#code !== null && HEADER.exec(text.trimStart())?.[2] !== this.id;
  }

  /** What became of the question; null for a question. */
  get answer(): Answer | null {
    return this.isQuestion === true ? null : answerOf(this.#code, this.answers);
  }

  /** Takes the next line; false for one that says nothing of the message. */
  line(text: string): boolean {
    const line = text.trim();
    const header = HEADER.exec(line);
    const flags = FLAGS.exec(line);
    const section = SECTION.exec(line);
    const field = FIELD.exec(line);
    const when = WHEN.exec(line);
    if (header !== null) [, this.#code = '', this.id = ''] = header;
    else if (flags !== null) this.isQuestion = !/\bqr\b/.test(flags[1] ?? '');
    else if (section !== null) this.#section = section[1] ?? section[2] ?? '';
    else if (when !== null) this.time ??= parseTime(when[1]);
    else if (field !== null) this.#field(field[1] ?? '', field[2] ?? '');
    else return this.#record(line);
    return true;
  }

  #field(key: string, value: string): void {
    if (key === 'type') {
      this.isOfOthers ||= OF_OTHERS.test(value);
      this.isQuestion ??= value.endsWith('_QUERY') ? true : null;
    } else if (key === 'status') this.#code = value;
    else if (key === 'id') this.id = value;
    else if (key === 'query_port') this.port = value;
    else if (key === 'query_address')
      this.client = value === '0.0.0.0' || value === '::' ? null : value;
    else this.time = parseTime(value);
  }

  #record(line: string): boolean {
    if (this.#section === 'QUESTION') {
      const [, name, type] = QUESTION.exec(line) ?? [];
      if (name === undefined) return false;
      this.name ??= withoutFinalDot(name);
      this.type ??= recordType(type);
      return true;
    }
    if (this.#section !== 'ANSWER') return false;
    const [, , type = '', data = ''] = RECORD.exec(line) ?? [];
    if (!/^(?:A|AAAA|CNAME|PTR|MX|NS)$/.test(type)) return false;
    const value = withoutFinalDot(data.split(' ').at(-1) ?? '');
    if (!this.answers.includes(value)) this.answers.push(value);
    return true;
  }

  /** Takes the line that a reader of dnstap writes of a message. */
  summary({ code, ...parts }: DnstapLine): void {
    Object.assign(this, parts);
    this.#code = code;
  }
}
