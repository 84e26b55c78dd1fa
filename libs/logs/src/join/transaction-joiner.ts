import { dnsEvent, type DnsEvent, type EventParts } from '../events/dns-event.ts';
import type { RecordSink } from '../reading/record-sink.ts';

/** Queries that wait for their answers; twice as many are remembered for late ones. */
const MAX_WAITING = 4096;
/** After this time of the log a query counts as unanswered. */
const MAX_WAIT_MS = 30_000;
/** An answer that was logged before its query is of the same moment. */
const NEAR_MS = 5000;
/** An answer may come in several lines: this many further queries are waited for the others. */
const SETTLING = 32;

/** An event that is not given out yet. */
type OpenEvent = { -readonly [Key in keyof DnsEvent]: DnsEvent[Key] };

interface Transaction {
  readonly event: OpenEvent;
  isAnswered: boolean;
  isOut: boolean;
  /** An answer whose query may still come: captures of several threads are not in order. */
  isAlone: boolean;
  /** The same key's transaction before this one, where that waits too. */
  readonly earlier: Transaction | undefined;
  readonly number: number;
}

/**
 * Makes one event of a query and its answer, which a log has in different lines. Events come out in the order of the
 * queries; a query whose answer does not come goes out without one, and an answer whose query was never seen counts alone.
 */
export class TransactionJoiner {
  /** By key, in two generations: forgetting the older one costs nothing a query. */
  #byKey = new Map<string, Transaction | null>();
  #byKeyBefore = new Map<string, Transaction | null>();
  #waiting: Transaction[] = [];
  #head = 0;
  #queries = 0;

  /** A query, whose line is the event's. */
  query(key: string, name: string, parts: EventParts, sink: RecordSink): void {
    const event = dnsEvent(sink.line, name, parts, sink.recordFields());
    const known = this.#find(key);
    if (known?.isAlone === true && isNear(known.event.time, event.time)) {
      known.isAlone = false;
      sink.note('joined');
      return;
    }
    const earlier = known !== null && !known.isOut && !known.isAnswered ? known : undefined;
    const transaction: Transaction = {
      event,
      isAnswered: false,
      isOut: false,
      isAlone: false,
      earlier,
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
    const transaction = this.#find(key);
    if (transaction === null) {
      if (alone === null) sink.note('unrelated');
      else {
        const stub = dnsEvent(sink.line, '', parts);
        this.#remember(key, {
          event: stub,
          isAnswered: true,
          isOut: true,
          isAlone: true,
          earlier: undefined,
          number: this.#queries,
        });
        alone();
      }
      return false;
    }
    sink.note('joined');
    for (let one: Transaction | undefined = transaction; one !== undefined; one = one.earlier) {
      if (!one.isOut) complete(one.event, parts);
      one.isAnswered = true;
    }
    return true;
  }

  /** True where a query or an answer under this key was seen lately. */
  knows(key: string): boolean {
    return this.#find(key) !== null;
  }

  /** Forgets a key whose transaction is over: the next answer under it is another one's. */
  close(key: string): void {
    if (this.#find(key) !== null) this.#byKey.set(key, null);
  }

  /** Gives out all that waits. */
  flush(sink: RecordSink): void {
    for (let i = this.#head; i < this.#waiting.length; i++) this.#giveOut(this.#waiting[i], sink);
    this.#waiting = [];
    this.#head = 0;
  }

  #find(key: string): Transaction | null {
    const recent = this.#byKey.get(key);
    return recent === undefined ? (this.#byKeyBefore.get(key) ?? null) : recent;
  }

  #remember(key: string, transaction: Transaction): void {
    this.#byKey.set(key, transaction);
    if (this.#byKey.size < 2 * MAX_WAITING) return;
    this.#byKeyBefore = this.#byKey;
    this.#byKey = new Map();
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
    sink.give(transaction.event);
  }
}

function isNear(first: number | null, second: number | null): boolean {
  return first === null || second === null || Math.abs(first - second) < NEAR_MS;
}

/** A filter's answer stays; else the first that is there counts, and addresses add up. */
function complete(event: OpenEvent, parts: EventParts): void {
  const { answer = null, answers = [], client = null, type = null, time = null } = parts;
  if (answers.length > 0) {
    event.answers =
      event.answers.length === 0
        ? answers
        : [...event.answers, ...answers.filter((one) => !event.answers.includes(one))];
  }
  event.answer = answer === 'blocked' ? answer : (event.answer ?? answer);
  event.client ??= client;
  event.type ??= type;
  event.time ??= time;
}
