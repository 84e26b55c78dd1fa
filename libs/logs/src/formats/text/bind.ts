import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { TimeReference } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { textLogShare } from './text-log.ts';

const CLIENT = /\bclient (?:@0x[\da-fA-F]+ )?([\da-fA-F.:]+)(?:%\w+)?#(\d+)/;
/** `query: NAME CLASS TYPE`; Infoblox writes `UDP: query: NAME IN A response: NOERROR + answers`. */
const QUERY = /\bquery: (\S+) (\w+) (\S+)(?: (\S+))?/;
const RESPONSE = /\bresponse: (\S+) (IN|CH|HS|ANY|NONE|\*|CLASS\d+) (\S+)(?: (\w+))?(.*)$/;
const INFOBLOX = / response: (\w+)(?: (\S+)(.*))?$/;
const POLICY = /\brpz (\S+) (\S+) (?:rewrite|via) (\S+?)(?:\/(\w+)\/\w+)?(?: |$)/;
const FAILED = /\bquery failed \((\w+)\) for (\S+)\/(\w+)\/(\w+)/;
const QUERY_MARK = /\bclient (?:@0x[\da-fA-F]+ )?[\da-fA-F.:]+#\d+.*\b(?:query|response): \S/;
const MARK = /\b(?:client (?:@0x[\da-fA-F]+ )?[\da-fA-F.:]+#\d+|named\[\d+\])/;

/** BIND's query log, its response log (9.20) and its policy log, and Infoblox' form of them. */
export const bind: LineFormat = {
  name: 'bind',
  description: "BIND's query, response and rpz logs, and Infoblox' query and response log",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY_MARK, MARK),
  open: ({ options }) => new BindParser(options.referenceTime ?? null),
};

class BindParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  readonly #reference: TimeReference | null;

  constructor(reference: TimeReference | null) {
    this.#reference = reference;
  }

  line(text: string, sink: RecordSink): void {
    if (text.trim() === '') {
      sink.note('blank');
      return;
    }
    const client = CLIENT.exec(text);
    if (client === null) {
      if (/\bquery: |^\S* ?client /.test(text)) sink.reject('unreadable');
      else sink.note('unrelated');
      return;
    }
    const [, address = '', port = ''] = client;
    const message = text.slice(client.index + client[0].length);
    const from = `${address}#${port}`;
    const time = timeInLine(text, this.#reference);
    const query = QUERY.exec(message);
    if (query !== null) this.#query(query, message, address, from, time, sink);
    else this.#other(message, address, from, time, sink);
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }

  #query(
    query: RegExpExecArray,
    message: string,
    client: string,
    from: string,
    time: number | null,
    sink: RecordSink,
  ): void {
    const [, asked = '', , qtype = ''] = query;
    const name = withoutFinalDot(asked);
    const type = recordType(qtype);
    const own = INFOBLOX.exec(message);
    if (own === null) {
      this.#joiner.query(keyOf(from, name, type), name, { time, client, type }, sink);
      return;
    }
    const answers = addressesIn(own[3] ?? '');
    sink.event(name, { time, client, type, answer: answerOf(own[1], answers), answers });
  }

  #other(
    message: string,
    client: string,
    from: string,
    time: number | null,
    sink: RecordSink,
  ): void {
    const response = RESPONSE.exec(message);
    const failed = FAILED.exec(message);
    const policy = POLICY.exec(message);
    if (response !== null) {
      const [, asked = '', , qtype = '', code = '', rest = ''] = response;
      const answers = addressesIn(rest);
      const answer = answerOf(code, answers);
      this.#answer(asked, recordType(qtype), from, { time, client, answer, answers }, sink);
    } else if (policy !== null) {
      const isPassed = /^(?:PASSTHRU|NO-OP)$/i.test(policy[2] ?? '');
      if (isPassed) sink.note('unrelated');
      else
        this.#answer(
          policy[3] ?? '',
          recordType(policy[4] ?? null),
          from,
          { time, client, answer: 'blocked' },
          sink,
        );
    } else if (failed !== null) {
      const [, code = '', asked = '', , qtype = ''] = failed;
      this.#answer(asked, recordType(qtype), from, { time, client, answer: answerOf(code) }, sink);
    } else if (/\b(?:query|response): *\S*$/.test(message)) sink.reject('cut_off');
    else sink.note('unrelated');
  }

  #answer(
    asked: string,
    type: string | null,
    from: string,
    parts: Parameters<TransactionJoiner['answer']>[1],
    sink: RecordSink,
  ): void {
    const name = withoutFinalDot(asked);
    this.#joiner.answer(keyOf(from, name, type), { ...parts, type }, sink, () => {
      sink.event(name, { ...parts, type });
    });
  }
}

function keyOf(from: string, name: string, type: string | null): string {
  return `${from} ${name.toLowerCase()} ${type ?? ''}`;
}

/** The data of records in a zone file's form, `name 300 IN A 192.0.2.1;`. */
function addressesIn(text: string): string[] {
  return [...text.matchAll(/ (?:A|AAAA|CNAME) ([^\s;]+)/g)].map(([, data = '']) =>
    withoutFinalDot(data),
  );
}
