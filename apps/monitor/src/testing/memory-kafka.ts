import { MonitorError } from '../errors.ts';
import type {
  FencedWriter,
  GroupHandlers,
  GroupMember,
  GroupOptions,
  KafkaPort,
  KafkaRecord,
  TopicMessages,
  TopicOptions,
} from '../kafka/kafka-port.ts';

/** Messages of a batch, at most. */
const MOST_IN_BATCH = 500;
const AGAIN_MS = 20;

/** A cluster in memory, for tests that need no broker: held to the contract that a Kafka library is held to. */
export class MemoryKafka {
  readonly topics = new Map<string, KafkaRecord[][]>();
  readonly committed = new Map<string, bigint>();
  readonly writers = new Map<string, FencedWriter>();
  readonly #members = new Map<string, MemoryMember[]>();

  partitions(topic: string): KafkaRecord[][] {
    const partitions = this.topics.get(topic);
    if (partitions === undefined) throw new MonitorError('MONITOR_KAFKA_FAILED', `no ${topic}`);
    return partitions;
  }

  append({ topic, messages }: TopicMessages): void {
    const partitions = this.partitions(topic);
    for (const { key, value, headers = {}, partition } of messages) {
      const records = partitions[partition ?? (key?.at(-1) ?? 0) % partitions.length];
      records?.push({ offset: BigInt(records.length), key, value, headers });
    }
    for (const members of this.#members.values()) for (const member of members) member.wake();
  }

  /** The members of the topic's group as they are from now on. */
  regroup(group: string, change: (members: readonly MemoryMember[]) => MemoryMember[]): void {
    const members = change(this.#members.get(group) ?? []);
    this.#members.set(group, members);
    members.forEach((member, i) => {
      const all = this.partitions(member.topic).map((_, partition) => partition);
      member.assign(all.filter((partition) => partition % members.length === i));
    });
  }
}

/** A connection to a cluster in memory. */
export class MemoryPort implements KafkaPort {
  readonly #cluster: MemoryKafka;
  readonly #members: MemoryMember[] = [];
  #isDead = false;

  constructor(cluster: MemoryKafka) {
    this.#cluster = cluster;
  }

  /** Has the cluster see no more of it, as of a process that was killed. */
  kill(): void {
    this.#isDead = true;
    for (const member of this.#members) member.leave();
  }

  ensureTopic(topic: string, { partitions }: TopicOptions): Promise<number> {
    const { topics } = this.#cluster;
    if (!topics.has(topic))
      topics.set(
        topic,
        Array.from({ length: partitions }, () => []),
      );
    return Promise.resolve(this.#cluster.partitions(topic).length);
  }

  partitionsOf(topic: string): Promise<number | null> {
    return Promise.resolve(this.#cluster.topics.get(topic)?.length ?? null);
  }

  endOffsets(topic: string): Promise<readonly bigint[]> {
    return Promise.resolve(this.#cluster.partitions(topic).map(({ length }) => BigInt(length)));
  }

  committedOffsets(group: string, topic: string): Promise<readonly (bigint | null)[]> {
    const { committed } = this.#cluster;
    const partitions = this.#cluster.partitions(topic);
    return Promise.resolve(
      partitions.map((_, partition) => committed.get(placeOf(group, topic, partition)) ?? null),
    );
  }

  send(batches: readonly TopicMessages[]): Promise<void> {
    for (const batch of batches) this.#cluster.append(batch);
    return Promise.resolve();
  }

  openFencedWriter(id: string): Promise<FencedWriter> {
    const { writers, committed } = this.#cluster;
    const writer: FencedWriter = {
      commit: async (batches, { group, topic, partition, offset }) => {
        if (this.#isDead || writers.get(id) !== writer) throw new Error(`${id} is fenced`);
        await this.send(batches);
        committed.set(placeOf(group, topic, partition), offset);
      },
      close: () => Promise.resolve(),
    };
    writers.set(id, writer);
    return Promise.resolve(writer);
  }

  readToEnd(
    topic: string,
    partitions: readonly number[],
    onRecord: (partition: number, record: KafkaRecord) => void,
  ): Promise<void> {
    for (const partition of partitions)
      for (const record of this.#cluster.partitions(topic)[partition] ?? [])
        onRecord(partition, record);
    return Promise.resolve();
  }

  join(options: GroupOptions, handlers: GroupHandlers): Promise<GroupMember> {
    const member = new MemoryMember(this.#cluster, options, handlers);
    this.#members.push(member);
    this.#cluster.regroup(options.group, (members) => [...members, member]);
    return Promise.resolve(member);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class MemoryMember implements GroupMember {
  readonly topic: string;
  readonly #group: string;
  readonly #cluster: MemoryKafka;
  readonly #handlers: GroupHandlers;
  readonly #next = new Map<number, bigint>();
  #generation = 0;
  #isJoined = true;
  #work: Promise<unknown> = Promise.resolve();
  #wakes: (() => void)[] = [];

  constructor(cluster: MemoryKafka, { group, topic }: GroupOptions, handlers: GroupHandlers) {
    this.#cluster = cluster;
    this.#group = group;
    this.topic = topic;
    this.#handlers = handlers;
  }

  get isJoined(): boolean {
    return this.#isJoined;
  }

  seek(partition: number, offset: bigint): void {
    this.#next.set(partition, offset);
    this.wake();
  }

  async close(): Promise<void> {
    this.leave();
    await this.#work;
  }

  leave(): void {
    if (!this.#isJoined) return;
    this.#isJoined = false;
    this.#generation++;
    this.wake();
    this.#cluster.regroup(this.#group, (members) => members.filter((one) => one !== this));
  }

  wake(): void {
    for (const wake of this.#wakes.splice(0)) wake();
  }

  /** Ends what it reads, and goes on with these at what the group has committed. */
  assign(partitions: readonly number[]): void {
    const generation = ++this.#generation;
    this.wake();
    this.#work = this.#work.then(async () => {
      if (generation !== this.#generation) return;
      await this.#handlers.onAssigned(partitions);
      await Promise.all(partitions.map((partition) => this.#read(partition, generation)));
    });
  }

  async #read(partition: number, generation: number): Promise<void> {
    const { committed } = this.#cluster;
    this.#next.set(partition, committed.get(placeOf(this.#group, this.topic, partition)) ?? 0n);
    while (generation === this.#generation) {
      const all = this.#cluster.partitions(this.topic)[partition] ?? [];
      const from = this.#next.get(partition) ?? 0n;
      const records = all.slice(Number(from), Number(from) + MOST_IN_BATCH);
      if (records.length === 0) {
        await new Promise<void>((resolve) => this.#wakes.push(resolve));
        continue;
      }
      const behind = from + BigInt(records.length);
      this.#next.set(partition, behind);
      try {
        await this.#handlers.onBatch({ partition, records, endOffset: BigInt(all.length) });
      } catch {
        // As a library does: the same again, a little later, unless it was told to go on elsewhere.
        if (this.#next.get(partition) === behind) this.#next.set(partition, from);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }
}

const placeOf = (group: string, topic: string, partition: number): string =>
  `${group} ${topic} ${partition}`;
