import { dnsEvent, type DnsEvent, type EventParts } from '../events/dns-event.ts';
import { type RecordSink } from '../reading/record-sink.ts';

/** Queries that wait for their answers, and those that are remembered for late ones. */
const MAX_WAITING = 4096;
const MAX_REMEMBERED = 16_384;
/** After this time of the log a query counts as unanswered. */
const MAX_WAIT_MS = 30_000;
/** An answer may come in several lines: this many further queries are waited for the others. */
const SETTLING = 32;

interface Transaction {
  event: DnsEvent;
  isAnswered: boolean;
  isOut: boolean;
  /** The same key's transaction before this one, where that waits too. */
  readonly earlier: Transaction | undefined;
  readonly number: number;
}

/**
 * Makes one event of a query and its answer, which a log has in different lines. Events come out in the order of the
 * queries; a query whose answer does not come goes out without one, and an answer whose query was never seen counts alone.
 */
export class TransactionJoiner {
  readonly #byKey = new Map<string, Transaction>();
  #waiting: Transaction[] = [];
  #head = 0;
  #queries = 0;

  /** A query, whose line is the event's. */
  query(key: string, name: string, parts: EventParts, sink: RecordSink): void {
    const event = dnsEvent(sink.line, name, parts, sink.recordFields());
    const known = this.#byKey.get(key);
    const earlier = known === undefined || known.isOut ? undefined : known;
    const transaction: Transaction = {
      event,
      isAnswered: false,
      isOut: false,
      earlier: earlier !== undefined && earlier.isAnswered ? undefined : earlier,
      number: this.#queries++,
    };
    this.#remember(key, transaction);
    this.#waiting.push(transaction);
    this.#drain(sink, event.time);
  }

  /**
   * An answer, which completes the queries under its key; `alone` is the event that it is where there are none. Returns true
   * where there were.
   */
  answer(key: string, parts: EventParts, sink: RecordSink, alone: (() => void) | null): boolean {
    const transaction = this.#byKey.get(key);
    if (transaction === undefined) {
      if (alone === null) sink.note('unrelated');
      else {
        const stub = dnsEvent(sink.line, '', parts);
        this.#remember(key, {
          event: stub,
          isAnswered: true,
          isOut: true,
          earlier: undefined,
          number: this.#queries,
        });
        alone();
      }
      return false;
    }
    sink.note('joined');
    for (let one: Transaction | undefined = transaction; one !== undefined; one = one.earlier) {
      if (!one.isOut) one.event = answered(one.event, parts);
      one.isAnswered = true;
    }
    return true;
  }

  /** True where a query or an answer under this key was seen lately. */
  knows(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Forgets a key whose transaction is over: the next answer under it is another one's. */
  close(key: string): void {
    this.#byKey.delete(key);
  }

  /** Gives out all that waits. */
  flush(sink: RecordSink): void {
    for (let i = this.#head; i < this.#waiting.length; i++) this.#giveOut(this.#waiting[i], sink);
    this.#waiting = [];
    this.#head = 0;
  }

  #remember(key: string, transaction: Transaction): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, transaction);
    if (this.#byKey.size > MAX_REMEMBERED) {
      const oldest = this.#byKey.keys().next().value;
      if (oldest !== undefined) this.#byKey.delete(oldest);
    }
  }

  #drain(sink: RecordSink, now: number | null): void {
    for (;;) {
      const first = this.#waiting[this.#head];
      if (first === undefined) break;
      const isSettled = first.isAnswered && this.#queries - first.number > SETTLING;
      const { time } = first.event;
      const isLate = now !== null && time !== null && now - time > MAX_WAIT_MS;
      if (!isSettled && !isLate && this.#waiting.length - this.#head <= MAX_WAITING) break;
      this.#giveOut(first, sink);
      this.#head++;
    }
    if (this.#head > MAX_WAITING) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
  }

  #giveOut(transaction: Transaction | undefined, sink: RecordSink): void {
    if (transaction === undefined || transaction.isOut) return;
    transaction.isOut = true;
    const { event } = transaction;
    sink.eventOf(event.line, event.name, event, event.fields);
  }
}

/** A filter's answer stays; else the first that is there counts, and addresses add up. */
function answered(event: DnsEvent, parts: EventParts): DnsEvent {
  const answers =
    parts.answers === undefined || parts.answers.length === 0
      ? event.answers
      : [...event.answers, ...parts.answers.filter((one) => !event.answers.includes(one))];
  const answer = parts.answer === 'blocked' ? 'blocked' : (event.answer ?? parts.answer ?? null);
  return {
    ...event,
    answer,
    answers,
    client: event.client ?? parts.client ?? null,
    type: event.type ?? parts.type ?? null,
    time: event.time ?? parts.time ?? null,
  };
}
