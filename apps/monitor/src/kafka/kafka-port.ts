/*
 * What the monitor needs of a Kafka client, and no more: another library is put behind these few calls, and the contract test
 * (`kafka-port.contract.ts`) says whether it does.
 */

export interface KafkaMessage {
  readonly key: Buffer | null;
  /** null deletes what a compacted topic has under the key. */
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** By the hash of the key where it is left out. */
  readonly partition?: number;
}

export interface TopicMessages {
  readonly topic: string;
  readonly messages: readonly KafkaMessage[];
}

export interface KafkaRecord {
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PartitionBatch {
  readonly partition: number;
  /** In the order of their offsets; at least one. */
  readonly records: readonly KafkaRecord[];
  /** The offset behind the partition's last record. */
  readonly endOffset: bigint;
}

export interface TopicOptions {
  readonly partitions: number;
  /** Whether only the last record of each key is kept. */
  readonly isCompacted: boolean;
  /** Of the broker's default where it is left out. */
  readonly replicationFactor?: number;
}

/** What a member of a consumer group is told. All calls of one partition come one after another. */
export interface GroupHandlers {
  /** The partitions that are this member's from now on; the first batch comes once it is done. */
  onAssigned(partitions: readonly number[]): Promise<void>;
  /** The next batch of the partition comes once this one is done: that is the back-pressure. */
  onBatch(batch: PartitionBatch): Promise<void>;
}

export interface GroupMember {
  /** Whether it is one now: while the cluster is away, it is not. */
  readonly isJoined: boolean;
  /** Has the partition go on from an offset. */
  seek(partition: number, offset: bigint): void;
  /** Leaves the group. */
  close(): Promise<void>;
}

export interface GroupOptions {
  readonly group: string;
  readonly topic: string;
  /** Milliseconds without a sign of life after which the others take over. */
  readonly sessionTimeoutMs: number;
}

/** Writes for one partition of a group, fenced: of several writers with the same id only the youngest can commit. */
export interface FencedWriter {
  /** Writes messages, however many, and the group's offset together, or none of them. A rejection leaves open which. */
  commit(
    batches: readonly TopicMessages[],
    offset: {
      readonly group: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: bigint;
    },
  ): Promise<void>;
  close(): Promise<void>;
}

/** A connection to a Kafka cluster. */
export interface KafkaPort {
  /** Creates the topic unless there is one of this name. Returns how many partitions it has. */
  ensureTopic(topic: string, options: TopicOptions): Promise<number>;
  /** How many partitions a topic has; null where there is none. */
  partitionsOf(topic: string): Promise<number | null>;
  /** The offset behind the last record, by partition. */
  endOffsets(topic: string): Promise<readonly bigint[]>;
  /** The offset that a group goes on from, by partition; null where it has not begun. */
  committedOffsets(group: string, topic: string): Promise<readonly (bigint | null)[]>;
  /** Resolves once all replicas that are in sync have the messages. */
  send(batches: readonly TopicMessages[]): Promise<void>;
  /** Opens the writer, and ends the transactions of older ones with the same id. */
  openFencedWriter(id: string): Promise<FencedWriter>;
  /** Reads partitions from their beginning up to what is committed now. */
  readToEnd(
    topic: string,
    partitions: readonly number[],
    onRecord: (partition: number, record: KafkaRecord) => void,
  ): Promise<void>;
  join(options: GroupOptions, handlers: GroupHandlers): Promise<GroupMember>;
  close(): Promise<void>;
}
