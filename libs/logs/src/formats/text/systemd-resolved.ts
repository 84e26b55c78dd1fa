import { answerOf } from '../../events/answer.ts';
import type { Answer } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { TimeReference } from '../../text/parse-time.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat, LineParser } from '../format.ts';
import { textLogShare } from './text-log.ts';

/** The debug log: a lookup, what the cache has, and how its transaction ended; `→ Q: name IN A` of `resolvectl monitor`. */
const QUERY = /\bLooking up RR for (\S+) IN (\w+)|^→ Q: (\S+) IN (\w+)/;
const CACHED = /\b(Positive|NXDOMAIN|NODATA|Negative) cache hit for (\S+) IN (\w+)/;
const COMPLETE = /\btransaction (\d+) for <(\S+) IN (\w+)>.* now complete with <([\w-]+)>/i;
const CODE = /transaction (\d+) \(rcode=(\w+)\)/;
const STATE = /^← S: (\S+)/;
const DATA = /^← A: \S+ IN (?:A|AAAA|CNAME|PTR) (\S+)/;
const MARK = /\bsystemd-resolved\[\d+\]|^(?:→ Q|← [SAC]): /;

/** systemd-resolved's debug log, and `resolvectl monitor`; it answers its own machine, so no line names a client. */
export const systemdResolved: LineFormat = {
  name: 'systemd-resolved',
  description: "systemd-resolved's debug log and resolvectl monitor",
  rows: 'benign',
  fields: ['time', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, MARK),
  open: ({ options }) => new ResolvedParser(options.referenceTime ?? null),
};

class ResolvedParser implements LineParser {
  readonly #joiner = new TransactionJoiner();
  readonly #reference: TimeReference | null;
  /** Response codes of transactions that go on. */
  readonly #codes = new Map<string, string>();
  /** The last question of the monitor. */
  #asked = '';

  constructor(reference: TimeReference | null) {
    this.#reference = reference;
  }

  line(text: string, sink: RecordSink): void {
    const [, looked, lookedType = '', asked = looked, type = lookedType] = QUERY.exec(text) ?? [];
    const [, found, cached = '', cachedType = ''] = CACHED.exec(text) ?? [];
    const [, id = '', name, ofType = '', state = ''] = COMPLETE.exec(text) ?? [];
    const [, transaction, code = ''] = CODE.exec(text) ?? [];
    const monitored = STATE.exec(text)?.[1];
    const data = DATA.exec(text)?.[1];
    if (asked !== undefined) {
      const parts = { time: timeInLine(text, this.#reference), type: recordType(type) };
      this.#asked = keyOf(asked, type);
      this.#joiner.query(this.#asked, withoutFinalDot(asked), parts, sink);
    } else if (found !== undefined) {
      const answer = found === 'NXDOMAIN' ? 'nxdomain' : 'resolved';
      this.#joiner.answer(keyOf(cached, cachedType), { answer }, sink, null);
    } else if (name !== undefined) {
      const answer = outcome(state, this.#codes.get(id) ?? '');
      this.#codes.delete(id);
      this.#joiner.answer(keyOf(name, ofType), { answer }, sink, null);
    } else if (transaction !== undefined) {
      if (this.#codes.size >= MOST_CODES) this.#codes.clear();
      this.#codes.set(transaction, code);
      sink.note('unrelated');
    } else if (monitored !== undefined)
      this.#joiner.answer(this.#asked, { answer: outcome(monitored, monitored) }, sink, null);
    else if (data !== undefined)
      this.#joiner.answer(this.#asked, { answers: [withoutFinalDot(data)] }, sink, null);
    else sink.note(text.trim() === '' ? 'blank' : 'unrelated');
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }
}

const MOST_CODES = 4096;

/** What became of a question by a transaction's state, and by the response code where that is what it failed for. */
function outcome(state: string, code: string): Answer | null {
  if (state === 'success') return 'resolved';
  return state === 'not-found' ? 'nxdomain' : answerOf(code === '' ? 'failed' : code);
}

function keyOf(name: string, type: string): string {
  return `${withoutFinalDot(name).toLowerCase()} ${type}`;
}
