import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { TimeReference } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { textLogShare } from './text-log.ts';

const MARK = /\bunbound(?:\[\d+(?::\w+)?\])?:?|\[\d+:\w+\] (?:info|debug|notice|warning|error): /;
/** `info: CLIENT NAME TYPE CLASS`, with `log-replies` followed by `RCODE TIME CACHED SIZE`. */
const QUERY =
  /\b(?:info|query|reply): (?:(?:query|reply): )?([\da-fA-F.:]+) (\S+)\.? ([A-Z][A-Z\d-]*) (IN|CH|HS|ANY|CLASS\d+)(?: ([A-Z]+\d*) [\d.]+)?/;
const POLICY = /\brpz: applied (?:\[[^\]]*\] )?\S+ (\S+) ([\da-fA-F.:]+)@(\d+) (\S+) ([A-Z\d]+) IN/;
const LOCAL =
  /\binfo: (\S+) (always_\w+|static|deny|refuse|redirect|inform_\w+|inform) ([\da-fA-F.:]+)@(\d+) (\S+) ([A-Z\d]+) IN/;

/** Unbound with `log-queries`, `log-replies`, `log-local-actions` and `rpz-log`; queries and replies joined. */
export const unbound: LineFormat = {
  name: 'unbound',
  description: "unbound's log of queries, replies, local actions and rpz, joined",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, MARK),
  open: ({ options }) => new UnboundParser(options.referenceTime ?? null),
};

class UnboundParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  readonly #reference: TimeReference | null;
  /** What a rule decided of the query whose lines come next. */
  readonly #blocked = new Map<string, true>();

  constructor(reference: TimeReference | null) {
    this.#reference = reference;
  }

  line(text: string, sink: RecordSink): void {
    if (text.trim() === '') {
      sink.note('blank');
      return;
    }
    const policy = POLICY.exec(text);
    const local = policy === null ? LOCAL.exec(text) : null;
    if (policy !== null || local !== null) {
      const [, , , , asked = '', type = ''] = policy ?? [];
      const client = policy?.[2] ?? local?.[3] ?? '';
      const name = local?.[5] ?? asked;
      const action = policy?.[1] ?? local?.[2] ?? '';
      if (/passthru|transparent|^inform$/.test(action)) sink.note('unrelated');
      else this.#block(keyOf(client, name, local?.[6] ?? type), sink);
      return;
    }
    const query = QUERY.exec(text);
    if (query === null) {
      if (MARK.test(text)) sink.note('unrelated');
      else sink.reject('unreadable');
      return;
    }
    const [, client = '', asked = '', qtype = '', , code] = query;
    const name = withoutFinalDot(asked);
    const parts = { time: timeInLine(text, this.#reference), client, type: recordType(qtype) };
    const key = keyOf(client, name, qtype);
    if (code === undefined) this.#joiner.query(key, name, parts, sink);
    else {
      const answer = this.#blocked.delete(key) ? 'blocked' : answerOf(code);
      this.#joiner.answer(key, { answer }, sink, () => {
        sink.event(name, { ...parts, answer });
      });
      this.#joiner.close(key);
    }
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }

  #block(key: string, sink: RecordSink): void {
    const isJoined = this.#joiner.knows(key);
    if (isJoined) this.#joiner.answer(key, { answer: 'blocked' }, sink, null);
    else {
      this.#blocked.set(key, true);
      if (this.#blocked.size > 1024) this.#blocked.clear();
      sink.note('joined');
    }
  }
}

function keyOf(client: string, name: string, type: string): string {
  return `${client} ${withoutFinalDot(name).toLowerCase()} ${type}`;
}
