import { shareOf } from '../../detect/sample.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { dnstapLine } from '../../text/dnstap-line.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { MessageText } from '../../text/message-text.ts';
import type { LineFormat, LineParser } from '../format.ts';

const MESSAGE = /^\s*;; (?:->>HEADER<<- )?opcode: |^\s*QUESTION_SECTION:/m;
/** What `delv` says of the answer that follows. */
const DELV =
  /^; (?:authoritative|fully validated|unsigned answer|answer not validated|negative response|no valid)|^;; resolution failed/m;
/** `delv` writes what is not there as a comment: `; example.com. 60 IN \-ANY ;-$NXDOMAIN`. */
const DELV_NEGATIVE = /^; (\S+)\s+\d+\s+IN\s+\\-(\S+)\s+;-\$(NXDOMAIN|NXRRSET)/;
const DELV_RECORD = /^(\S+)\s+\d+\s+IN\s+(?!RRSIG)([A-Z]+\d*)\s+(\S.*)$/;
/** Where a document of YAML begins. */
const DOCUMENT = /^(?:- )?type: MESSAGE$/;

/**
 * What `dig`, `kdig` and `delv` print, and dnstap's messages as dnstap-read, `dnstap` and
 * DNS-collector print them: lines, text or YAML.
 */
export const dig: LineFormat = {
  name: 'dig',
  description:
    'printed messages: dig, kdig, delv; dnstap-read, dnstap, DNS-collector: lines, text or YAML',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: ({ content, text }) =>
    MESSAGE.test(text) || DELV.test(text)
      ? 0.97
      : 0.97 * shareOf(content, (line) => dnstapLine(line) !== null),
  open: ({ sample }) =>
    MESSAGE.test(sample.text) || !DELV.test(sample.text) ? new DigParser() : new DelvParser(),
};

class DigParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  #message: MessageText | null = null;
  #from = 0;

  line(text: string, sink: RecordSink): void {
    const summary = dnstapLine(text);
    const begins =
      summary !== null ||
      DOCUMENT.test(text) ||
      (MessageText.begins(text) && this.#message?.hasHeader(text) !== false);
    if (begins || text.startsWith('; <<>> ')) this.#finish(sink);
    if (begins) {
      this.#message = new MessageText();
      this.#from = sink.line;
      if (summary === null) this.#message.line(text);
      else this.#message.summary(summary);
    } else if (this.#message?.line(text) === true) sink.note('joined');
    else if (text.trim() === '') sink.note('blank');
    else sink.note('comment');
  }

  flush(sink: RecordSink): void {
    this.#finish(sink);
    this.#joiner.flush(sink);
  }

  #finish(sink: RecordSink): void {
    const message = this.#message;
    if (message === null) return;
    this.#message = null;
    sink.atLine(this.#from, () => {
      this.#give(message, sink);
    });
  }

  #give(message: MessageText, sink: RecordSink): void {
    const { name, client, port, id, time, type, answer, answers, isQuestion } = message;
    if (name === null) {
      sink.text = '';
      sink.reject('cut_off');
    } else if (message.isOfOthers) sink.note('unrelated');
    else {
      const parts = { time, client, type, answer, answers };
      const key = `${client ?? ''} ${port === '' ? id : port} ${name.toLowerCase()} ${type ?? ''}`;
      if (isQuestion === true) this.#joiner.query(key, name, parts, sink);
      else if (client === null) sink.event(name, parts);
      else
        this.#joiner.answer(key, parts, sink, () => {
          sink.event(name, parts);
        });
    }
  }
}

/** Reads what `delv` prints: an answer's records, or a comment where there is none. */
class DelvParser implements LineParser {
  /** The name that was asked for, and what it is an alias of. */
  #names = new Set<string>();

  line(text: string, sink: RecordSink): void {
    const [, absent, kind = '', code = ''] = DELV_NEGATIVE.exec(text) ?? [];
    const [, owner, type = '', data = ''] = DELV_RECORD.exec(text) ?? [];
    if (absent !== undefined) {
      this.#names.clear();
      const answer = code === 'NXDOMAIN' ? 'nxdomain' : 'resolved';
      sink.event(withoutFinalDot(absent), { type: kind === 'ANY' ? null : kind, answer });
    } else if (owner !== undefined) {
      const name = withoutFinalDot(owner);
      if (this.#names.has(name)) sink.note('joined');
      else {
        this.#names = new Set([name]);
        sink.event(name, { type, answer: 'resolved', answers: [withoutFinalDot(data)] });
      }
      if (type === 'CNAME') this.#names.add(withoutFinalDot(data));
    } else if (text.trim() === '') sink.note('blank');
    else {
      if (DELV.test(text)) this.#names.clear();
      sink.note(text.startsWith(';') ? 'comment' : 'unrelated');
    }
  }
}
