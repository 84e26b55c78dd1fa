import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import {
  type Admin,
  type Consumer,
  Kafka,
  type logCreator,
  logLevel,
  Partitioners,
  type Producer,
  type SASLOptions,
} from 'kafkajs';

import { tlsOptions } from '../config/tls-settings.ts';
import { MonitorError } from '../errors.ts';
import type {
  FencedWriter,
  GroupHandlers,
  GroupMember,
  GroupOptions,
  KafkaMessage,
  KafkaPort,
  KafkaRecord,
  TopicMessages,
  TopicOptions,
} from './kafka-port.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { HEARTBEAT_MS, KafkaJsMember } from './kafkajs-member.ts';
import { recordOf } from './kafkajs-record.ts';
import { partsOfBatches } from './parts-of-batches.ts';

const TRANSACTION_MS = 30_000;
/** Bytes of a fetch by partition. */
const FETCH_BYTES = 1 << 20;

/** Kafka by kafkajs 2.2.4, for Node from 20 on. */
export class KafkaJsPort implements KafkaPort {
  readonly #kafka: Kafka;
  readonly #retries: number;
  readonly #admin: Shared<Admin>;
  readonly #producer: Shared<Producer>;

  constructor(
    { brokers, clientId, tls, sasl }: KafkaSettings,
    onLog: (level: 'warn' | 'error', message: string) => void = () => undefined,
    /** A broker that restarts is away for a while: about two minutes in all. */
    retries = 15,
  ) {
    this.#retries = retries;
    const creator: logCreator =
      () =>
      ({ level, log: { message, error } }) => {
        const reason = typeof error === 'string' && error !== '' ? `: ${error}` : '';
        onLog(level === logLevel.ERROR ? 'error' : 'warn', `${message}${reason}`);
      };
    this.#kafka = new Kafka({
      brokers,
      clientId,
      ssl: typeof tls === 'boolean' ? tls : tlsOptions(tls),
      ...(sasl !== null && { sasl: sasl as SASLOptions }),
      logLevel: logLevel.WARN,
      logCreator: creator,
      retry: { initialRetryTime: 200, maxRetryTime: 10_000, retries },
    });
    this.#admin = new Shared(() => this.#connect(this.#kafka.admin()));
    this.#producer = new Shared(() =>
      this.#connect(
        this.#kafka.producer({
          createPartitioner: Partitioners.DefaultPartitioner,
          allowAutoTopicCreation: false,
        }),
      ),
    );
  }

  async ensureTopic(topic: string, options: TopicOptions): Promise<number> {
    const { partitions, isCompacted, replicationFactor = -1 } = options;
    const there = await this.partitionsOf(topic);
    if (there !== null) return there;
    const admin = await this.#admin.get();
    await admin.createTopics({
      // The library's own waiting fails where another instance creates the topic at the same moment.
      waitForLeaders: false,
      topics: [
        {
          topic,
          numPartitions: partitions,
          replicationFactor,
          configEntries: isCompacted ? [{ name: 'cleanup.policy', value: 'compact' }] : [],
        },
      ],
    });
    return patiently(async () => {
      const metadata = await admin.fetchTopicMetadata({ topics: [topic] });
      const created = metadata.topics[0]?.partitions ?? [];
      if (created.length === 0 || created.some(({ leader }) => leader < 0))
        throw Object.assign(new Error(`${topic} has no leaders yet`), { retriable: true });
      return created.length;
    });
  }

  async partitionsOf(topic: string): Promise<number | null> {
    const admin = await this.#admin.get();
    if (!(await admin.listTopics()).includes(topic)) return null;
    const { topics } = await patiently(() => admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]?.partitions.length ?? null;
  }

  async endOffsets(topic: string): Promise<bigint[]> {
    const admin = await this.#admin.get();
    const offsets = await admin.fetchTopicOffsets(topic);
    return byPartition(offsets, ({ high }) => BigInt(high));
  }

  async committedOffsets(group: string, topic: string): Promise<(bigint | null)[]> {
    const admin = await this.#admin.get();
    // A coordinator that was chosen just now says first that it is none.
    const [found] = await patiently(() => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    return byPartition(found?.partitions ?? [], ({ offset }) =>
      offset === '-1' ? null : BigInt(offset),
    );
  }

  async send(batches: readonly TopicMessages[]): Promise<void> {
    const producer = await this.#producer.get();
    for (const part of partsOfBatches(batches))
      await producer.sendBatch({ acks: -1, topicMessages: [toKafkaJs(part)] });
  }

  async openFencedWriter(id: string): Promise<FencedWriter> {
    const producer = await this.#connect(
      this.#kafka.producer({
        transactionalId: id,
        idempotent: true,
        maxInFlightRequests: 1,
        transactionTimeout: TRANSACTION_MS,
        createPartitioner: Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
        // Whether a commit that got no answer took place is not known: it is better to look than to repeat.
        retry: { retries: 3 },
      }),
    );
    // The library shuts older writers out when a transaction begins, not when it connects.
    try {
      await (await producer.transaction()).abort();
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
    return {
      commit: async (batches, { group, topic, partition, offset }) => {
        const transaction = await producer.transaction();
        try {
          for (const part of partsOfBatches(batches))
            await transaction.sendBatch({ acks: -1, topicMessages: [toKafkaJs(part)] });
          await transaction.sendOffsets({
            consumerGroupId: group,
            topics: [{ topic, partitions: [{ partition, offset: String(offset) }] }],
          });
          await transaction.commit();
        } catch (error) {
          if (transaction.isActive()) await transaction.abort().catch(() => undefined);
          throw error;
        }
      },
      close: () => producer.disconnect(),
    };
  }

  async readToEnd(
    topic: string,
    partitions: readonly number[],
    onRecord: (partition: number, record: KafkaRecord) => void,
  ): Promise<void> {
    const admin = await this.#admin.get();
    const left = new Map<number, bigint>();
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
      if (partitions.includes(partition) && high !== low) left.set(partition, BigInt(high));
    if (left.size === 0) return;
    /** A member that has to join again, as while the broker settles, begins anew: what was read before is left out. */
    const next = new Map<number, bigint>();

    // The library reads in groups only: this one has a single member, and is gone afterwards.
    const groupId = `degas-restore-${randomUUID()}`;
    const consumer = this.#kafka.consumer({
      groupId,
      maxBytesPerPartition: FETCH_BYTES,
      // A failure ends the reading: a consumer that began again behind it would have nobody to end it.
      retry: { retries: this.#retries, restartOnFailure: () => Promise.resolve(false) },
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
          const others = (memberAssignment[topic] ?? []).filter((one) => !left.has(one));
          consumer.pause([{ topic, partitions: others }]);
        });
        consumer.on(consumer.events.CRASH, ({ payload: { error } }) => {
          reject(error);
        });
        // Told of batches that hold nothing but the ends of transactions, too.
        consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
          const end = left.get(partition);
          if (end === undefined || BigInt(lastOffset) + 1n < end) return;
          left.delete(partition);
          consumer.pause([{ topic, partitions: [partition] }]);
          if (left.size === 0) resolve();
        });
        consumer
          .run({
            autoCommit: false,
            eachBatch: ({ batch }) => {
              const end = left.get(batch.partition);
              if (end === undefined) return Promise.resolve();
              for (const message of batch.messages) {
                const record = recordOf(message);
                const { offset } = record;
                if (offset >= end || offset < (next.get(batch.partition) ?? 0n)) continue;
                next.set(batch.partition, offset + 1n);
                onRecord(batch.partition, record);
              }
              return Promise.resolve();
            },
          })
          .catch(reject);
      });
    } finally {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]).catch(() => undefined);
    }
  }

  async join(options: GroupOptions, handlers: GroupHandlers): Promise<GroupMember> {
    const { group, topic, sessionTimeoutMs } = options;
    const open = (): Promise<Consumer> =>
      this.#connect(
        this.#kafka.consumer({
          groupId: group,
          sessionTimeout: sessionTimeoutMs,
          heartbeatInterval: HEARTBEAT_MS,
          rebalanceTimeout: Math.max(sessionTimeoutMs, 60_000),
          maxBytesPerPartition: FETCH_BYTES,
          maxWaitTimeInMs: 200,
          retry: { retries: this.#retries },
        }),
      );
    return KafkaJsMember.join(open, topic, handlers);
  }

  async close(): Promise<void> {
    await (await this.#producer.held)?.disconnect();
    await (await this.#admin.held)?.disconnect();
  }

  async #connect<Client extends Admin | Producer | Consumer>(client: Client): Promise<Client> {
    try {
      await client.connect();
      return client;
    } catch (error) {
      // Connections that it has by then would stay open.
      await client.disconnect().catch(() => undefined);
      throw new MonitorError(
        'MONITOR_KAFKA_FAILED',
        `Kafka is not reached (${(error as Error).message}). Expected a broker at the addresses given. Check them, TLS and SASL.`,
        { cause: error },
      );
    }
  }
}

/** A client that is connected once for all who ask; after a failure the next one tries anew. */
class Shared<Client> {
  readonly #connect: () => Promise<Client>;
  #client: Promise<Client> | null = null;

  constructor(connect: () => Promise<Client>) {
    this.#connect = connect;
  }

  get(): Promise<Client> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = null;
      throw error;
    });
    return this.#client;
  }

  /** The client if somebody asked for it, and it is connected. */
  get held(): Promise<Client | null> {
    return this.#client?.catch(() => null) ?? Promise.resolve(null);
  }
}

/** Tries again for a few seconds where the library says that it may help. */
async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 20; ; tries--) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 0 || (error as { retriable?: boolean }).retriable !== true) throw error;
      await setTimeout(250);
    }
  }
}

const toKafkaJs = ({ topic, messages }: TopicMessages) => ({
  topic,
  messages: messages.map(({ key, value, headers, partition }: KafkaMessage) => ({
    key,
    value,
    ...(headers !== undefined && { headers: { ...headers } }),
    ...(partition !== undefined && { partition }),
  })),
});

function byPartition<Part extends { readonly partition: number }, Value>(
  parts: readonly Part[],
  valueOf: (part: Part) => Value,
): Value[] {
  const sorted = [...parts].sort((a, b) => a.partition - b.partition);
  return sorted.map(valueOf);
}
