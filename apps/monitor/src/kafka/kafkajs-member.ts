import type { Consumer, EachBatchPayload } from 'kafkajs';

import type { GroupHandlers, GroupMember } from './kafka-port.ts';
import { recordOf } from './kafkajs-record.ts';

/** Milliseconds between signs of life. */
export const HEARTBEAT_MS = 1000;
/** Before a consumer that the library gave up is replaced. */
const AGAIN_MS = 2000;

/**
 * A member of a consumer group. The library ends a consumer for good where it takes a failure for a lasting one, as when no
 * coordinator was found while a broker restarted; another consumer takes its place then, until the member is closed.
 */
export class KafkaJsMember implements GroupMember {
  readonly #open: () => Promise<Consumer>;
  readonly #topic: string;
  readonly #handlers: GroupHandlers;
  #consumer: Consumer | null = null;
  #assigned: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | null = null;
  #isJoined = false;
  #isClosed = false;

  private constructor(open: () => Promise<Consumer>, topic: string, handlers: GroupHandlers) {
    this.#open = open;
    this.#topic = topic;
    this.#handlers = handlers;
  }

  /** `open` connects a consumer. Joining goes on behind it. */
  static async join(
    open: () => Promise<Consumer>,
    topic: string,
    handlers: GroupHandlers,
  ): Promise<KafkaJsMember> {
    const member = new KafkaJsMember(open, topic, handlers);
    await member.#start();
    return member;
  }

  get isJoined(): boolean {
    return this.#isJoined;
  }

  seek(partition: number, offset: bigint): void {
    try {
      this.#consumer?.seek({ topic: this.#topic, partition, offset: String(offset) });
    } catch (error) {
      // The broker is away and the consumer begins anew: at the offset that the group has committed, which is the same.
      if ((error as Error).name !== 'KafkaJSNonRetriableError') throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isJoined = false;
    if (this.#again !== null) clearTimeout(this.#again);
    await this.#consumer?.disconnect();
  }

  async #start(): Promise<void> {
    const consumer = await this.#open();
    this.#consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      if (this.#isClosed) {
        // It was about to try again when it was closed, and did: nobody else would take what it was given.
        consumer.disconnect().catch(() => undefined);
        return;
      }
      this.#isJoined = true;
      const partitions = memberAssignment[this.#topic] ?? [];
      this.#assigned = this.#assigned
        .catch(() => undefined)
        .then(() => this.#handlers.onAssigned(partitions));
      // The batches await it, and so report what went wrong.
      this.#assigned.catch(() => undefined);
    });
    consumer.on(consumer.events.CRASH, ({ payload: { restart } }) => {
      this.#isJoined = false;
      if (!restart) this.#startAgain();
    });
    await consumer.subscribe({ topics: [this.#topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 16,
      eachBatch: (payload) => this.#take(payload),
    });
    if (this.#isClosed) await consumer.disconnect();
  }

  #startAgain(): void {
    if (this.#isClosed) return;
    this.#again = setTimeout(() => {
      this.#start().catch(() => {
        this.#startAgain();
      });
    }, AGAIN_MS);
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    await whileBeating(
      () => payload.heartbeat(),
      async () => {
        await this.#assigned;
        if (!payload.isRunning() || payload.isStale() || batch.messages.length === 0) return;
        await this.#handlers.onBatch({
          partition: batch.partition,
          records: batch.messages.map(recordOf),
          endOffset: BigInt(batch.highWatermark),
        });
      },
    );
    if (!payload.isStale()) payload.resolveOffset(batch.lastOffset());
  }
}

/** Goes on showing signs of life while something is done; ends at once where the group does not want them any more. */
async function whileBeating(beat: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  await beat();
  let stop = (): void => undefined;
  const lost = new Promise<never>((_, reject) => {
    const timer = setInterval(() => {
      beat().catch(reject);
    }, HEARTBEAT_MS);
    stop = () => {
      clearInterval(timer);
    };
  });
  const done = work();
  done.catch(() => undefined);
  lost.catch(() => undefined);
  try {
    await Promise.race([done, lost]);
  } finally {
    stop();
  }
}
