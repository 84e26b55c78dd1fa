import type { Alert, ClientState, DnsEvent, TrafficWatch } from '@degas/traffic';

import type { JudgedWatch } from '../pipeline/judge-rounds.ts';
import { TimeGuard } from '../pipeline/time-guard.ts';
import type { FencedWriter, KafkaMessage, KafkaPort, PartitionBatch } from './kafka-port.ts';
import type { MessageReader, PoisonMessage, ReadMessages } from './message-reader.ts';

/** The topics and the group that the instances share. */
export interface KafkaPlaces {
  readonly group: string;
  readonly topic: string;
  /** Compacted: what is known of each client, in the partition of its messages. */
  readonly changelog: string;
  readonly deadLetters: string;
}

export interface PartitionParts {
  readonly port: KafkaPort;
  readonly places: KafkaPlaces;
  readonly partition: number;
  readonly openWatch: () => TrafficWatch;
  readonly openReader: () => MessageReader;
  readonly onEvents?: (events: readonly DnsEvent[]) => void;
  /** Resolves once the alerts of a watch are safe. */
  readonly deliver: (alerts: readonly Alert[], watch: TrafficWatch) => Promise<void>;
}

/** The record of the changelog that is of no client. */
const TOTALS_KEY = Buffer.from('\0totals');
const OFFSET_HEADER = 'degas-offset';
/** Events whose time is not believed yet, in JSON. */
const ASIDE_HEADER = 'degas-aside';
/** Poison messages that wait for a checkpoint. */
const MOST_POISON = 1000;
const LONGEST_REASON = 300;

/**
 * The evidence of one partition's clients. A checkpoint delivers the alerts, then writes what changed to the changelog together
 * with the offset, in one transaction that only the youngest owner of the partition can commit: whoever takes over goes on
 * exactly where the last checkpoint was, and what was read since comes again. Alerts that come twice have the same id. A checkpoint
 * does not wait for clients that are to be judged: whoever goes on from it judges them.
 */
export class PartitionWorker implements JudgedWatch {
  readonly partition: number;
  readonly #parts: PartitionParts;
  #writer: FencedWriter | null = null;
  #watch: TrafficWatch;
  #reader: MessageReader;
  /** The next offset to read; null while the group has none. */
  #position: bigint | null = null;
  #committed: bigint | null = null;
  #guard = new TimeGuard();
  #poison: PoisonMessage[] = [];
  #messages = 0;
  #poisonous = 0;
  #delivering: Promise<unknown>[] = [];
  #isSettling = false;
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: PartitionParts) {
    this.partition = parts.partition;
    this.#parts = parts;
    this.#watch = parts.openWatch();
    this.#reader = parts.openReader();
  }

  get position(): bigint | null {
    return this.#position;
  }

  /** The offset of the last checkpoint; null before the first. */
  get committed(): bigint | null {
    return this.#committed;
  }

  /** Messages that were taken since it began, and how many of them held no event. */
  get messages(): number {
    return this.#messages;
  }

  get poison(): number {
    return this.#poisonous;
  }

  get watch(): TrafficWatch {
    return this.#watch;
  }

  /** Whether its clients may be judged: not while a checkpoint waits until the alerts before it are safe. */
  get mayJudge(): boolean {
    return !this.#isSettling && !this.#isClosed;
  }

  /** Shuts older owners out. Its state is then to be read, as nobody else changes it any more. */
  async fence(): Promise<void> {
    const { port, places } = this.#parts;
    const id = `${places.group}-${places.topic}-${this.partition}`;
    const writer = await port.openFencedWriter(id);
    this.#writer = writer;
    // It was dropped meanwhile: nobody else would close it.
    if (this.#isClosed) await writer.close();
  }

  /** Goes on from what the changelog has; the last record of each key. */
  restore(records: ReadonlyMap<string, KafkaMessage>): void {
    const totals = records.get(TOTALS_KEY.toString());
    if (totals?.value == null) return;
    const clients: ClientState[] = [];
    for (const [key, { value }] of records)
      if (key !== TOTALS_KEY.toString()) clients.push({ client: key, bytes: value });
    this.#watch.restore({ totals: totals.value, clients });
    this.#position = BigInt(totals.headers?.[OFFSET_HEADER] ?? 0);
    this.#committed = this.#position;
    this.#guard = new TimeGuard(
      JSON.parse(totals.headers?.[ASIDE_HEADER] ?? '[]') as readonly DnsEvent[],
    );
  }

  /** Takes a batch in; records that the state has already are left out. */
  take({ records }: PartitionBatch): Promise<void> {
    return this.#inTurn(async () => {
      const from = this.#position ?? 0n;
      const fresh = records.filter(({ offset }) => offset >= from);
      const last = fresh.at(-1);
      if (last === undefined) return;
      this.#add(this.#reader.read(fresh));
      this.#position = last.offset + 1n;
      this.#messages += fresh.length;
      if (this.#poison.length >= MOST_POISON) await this.#commit();
    });
  }

  /** Makes everything durable that was read so far. */
  checkpoint(): Promise<void> {
    return this.#inTurn(() => this.#commit());
  }

  /** Gives alerts of its clients out; the next checkpoint waits until they are safe. */
  readonly onAlerts = (alerts: readonly Alert[]): void => {
    if (alerts.length === 0 || this.#isClosed) return;
    const delivered = this.#parts.deliver(alerts, this.#watch);
    delivered.catch(() => undefined);
    this.#delivering.push(delivered);
  };

  /** Ends without a checkpoint: the partition is somebody else's. */
  async drop(): Promise<void> {
    this.#isClosed = true;
    await this.#closeWriter();
    // A commit that is under way may connect anew.
    void this.#last.then(() => this.#closeWriter());
  }

  async #closeWriter(): Promise<void> {
    await this.#writer?.close().catch(() => undefined);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      if (!this.#isClosed) await work();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #add({ events, poison }: ReadMessages): void {
    const passed = this.#guard.pass(events);
    this.#watch.add(passed);
    this.#parts.onEvents?.(passed);
    this.#poison.push(...poison);
    this.#poisonous += poison.length;
  }

  async #commit(): Promise<void> {
    this.#add(this.#reader.flush());
    const state = await this.#settle();
    if (state === null) return;
    if (this.#writer === null) throw new Error('The partition has no writer');
    const { group, topic, changelog, deadLetters } = this.#parts.places;
    const { partition } = this;
    const { position, totals } = state;
    const states = state.clients.map(({ client, bytes }) => ({
      key: Buffer.from(client),
      value: bytes === null ? null : Buffer.from(bytes),
      partition,
    }));
    const last = {
      key: TOTALS_KEY,
      value: Buffer.from(totals),
      headers: {
        [OFFSET_HEADER]: String(position),
        [ASIDE_HEADER]: JSON.stringify(this.#guard.aside),
      },
      partition,
    };
    const poison = this.#poison.map((one) => this.#deadLetter(one));
    await this.#writer.commit(
      [
        { topic: changelog, messages: [...states, last] },
        { topic: deadLetters, messages: poison },
      ],
      { group, topic, partition, offset: position },
    );
    this.#poison = [];
    this.#committed = position;
  }

  /**
   * What is to be kept, once the alerts that it knows of are safe; null where nothing is new. No alert is raised in between: the state
   * would take it for one that was given out.
   */
  async #settle(): Promise<{
    readonly position: bigint;
    readonly totals: Uint8Array;
    readonly clients: readonly ClientState[];
  } | null> {
    const delivering = this.#delivering;
    this.#delivering = [];
    this.#isSettling = true;
    try {
      await Promise.all(delivering);
      const position = this.#position;
      const isNew = position !== this.#committed || delivering.length > 0;
      if (position === null || !isNew) return null;
      const { totals, clients } = this.#watch.snapshot('changed');
      return { position, totals, clients: [...clients] };
    } finally {
      this.#isSettling = false;
    }
  }

  #deadLetter({ record: { key, value, offset }, reason }: PoisonMessage): KafkaMessage {
    return {
      key,
      value,
      headers: {
        'degas-topic': this.#parts.places.topic,
        'degas-partition': String(this.partition),
        'degas-offset': String(offset),
        'degas-reason': reason.slice(0, LONGEST_REASON),
      },
    };
  }
}
