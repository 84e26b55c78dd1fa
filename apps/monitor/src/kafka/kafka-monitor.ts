import type { Alert, DnsEvent, TrafficWatch } from '@degas/traffic';

import { MonitorError } from '../errors.ts';
import { JudgeRounds, STOP_MS } from '../pipeline/judge-rounds.ts';
import type { GroupMember, KafkaMessage, KafkaPort, PartitionBatch } from './kafka-port.ts';
import type { MessageReader } from './message-reader.ts';
import { type KafkaPlaces, PartitionWorker } from './partition-worker.ts';

export interface KafkaMonitorOptions {
  readonly group: string;
  readonly topic: string;
  /** Milliseconds between checkpoints of a partition. */
  readonly checkpointMs: number;
  readonly sessionTimeoutMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly openWatch: () => TrafficWatch;
  readonly openReader: () => MessageReader;
  readonly onEvents?: (events: readonly DnsEvent[]) => void;
  /** Resolves once the alerts of a watch are safe. */
  readonly deliver: (alerts: readonly Alert[], watch: TrafficWatch) => Promise<void>;
  readonly onProblem: (message: string) => void;
}

/** What a partition of this instance is at. */
export interface PartitionProgress {
  readonly partition: number;
  readonly position: bigint;
  /** Messages that were taken since the partition came, and how many of them held no event. */
  readonly messages: number;
  readonly poison: number;
  /** Messages that are not read yet. */
  readonly lag: bigint;
}

/**
 * One instance of the monitor as a member of a Kafka consumer group: each partition's clients are watched by the instance that
 * has the partition, and their state follows it.
 */
export class KafkaMonitor {
  readonly #port: KafkaPort;
  readonly #options: KafkaMonitorOptions;
  readonly #places: KafkaPlaces;
  readonly #workers = new Map<number, PartitionWorker>();
  /** Ends of the partitions, as the batches tell them and as they are looked up. */
  #ends = new Map<number, bigint>();
  /** Where partitions were told to go on from, as there was a gap. */
  readonly #sought = new Map<number, bigint>();
  readonly #rounds: JudgeRounds;
  #member: GroupMember | null = null;
  #timers: NodeJS.Timeout[] = [];
  #messages = 0;
  #isClosed = false;
  /** What is done about the partitions that were assigned last. */
  #assigning: Promise<void> = Promise.resolve();

  private constructor(port: KafkaPort, options: KafkaMonitorOptions) {
    this.#port = port;
    this.#options = options;
    const { group, topic, clock } = options;
    this.#rounds = new JudgeRounds({
      watches: () => [...this.#workers.values()].filter(({ mayJudge }) => mayJudge),
      clock,
    });
    this.#places = {
      group,
      topic,
      changelog: `${group}-${topic}-changelog`,
      deadLetters: `${group}-${topic}-dead-letters`,
    };
  }

  /** Joins the group. The topic must exist; the changelog and the dead letters are created. */
  static async start(port: KafkaPort, options: KafkaMonitorOptions): Promise<KafkaMonitor> {
    const monitor = new KafkaMonitor(port, options);
    await monitor.#start();
    return monitor;
  }

  /** Whether it is a member of the group now. */
  get isMember(): boolean {
    return this.#member?.isJoined === true;
  }

  /** Messages that were taken since the start. */
  get messages(): number {
    return this.#messages;
  }

  get watches(): readonly TrafficWatch[] {
    return [...this.#workers.values()].map(({ watch }) => watch);
  }

  get progress(): readonly PartitionProgress[] {
    return [...this.#workers.values()].map(({ partition, position, messages, poison }) => {
      const end = this.#ends.get(partition) ?? position ?? 0n;
      const lag = end - (position ?? 0n);
      return {
        partition,
        position: position ?? 0n,
        messages,
        poison,
        lag: lag < 0n ? 0n : lag,
      };
    });
  }

  /** Makes everything durable and leaves the group. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#isClosed = true;
    await this.#rounds.stop(STOP_MS);
    const workers = [...this.#workers.values()];
    // Before others take over, so that they need not read anything again.
    await this.#checkpointAll(workers);
    await this.#member?.close();
    await this.#checkpointAll(workers);
    // Partitions that came meanwhile are dropped with the others: their writers would keep the process alive.
    await this.#assigning.catch(() => undefined);
    await Promise.all([...this.#workers.values()].map((worker) => worker.drop()));
    this.#workers.clear();
  }

  async #checkpointAll(workers: readonly PartitionWorker[]): Promise<void> {
    await Promise.all(
      workers.map((worker) =>
        worker.checkpoint().catch((error: unknown) => {
          this.#problem(worker.partition, error);
        }),
      ),
    );
  }

  async #start(): Promise<void> {
    const { topic, group, sessionTimeoutMs, checkpointMs } = this.#options;
    const partitions = await this.#port.partitionsOf(topic);
    if (partitions === null) {
      throw new MonitorError(
        'MONITOR_KAFKA_FAILED',
        `The cluster has no topic ${topic}. Expected one whose messages have the client as key. Create it with as many partitions as there will be instances, or more.`,
      );
    }
    const { changelog, deadLetters } = this.#places;
    const kept = await this.#port.ensureTopic(changelog, { partitions, isCompacted: true });
    if (kept < partitions) {
      throw new MonitorError(
        'MONITOR_KAFKA_FAILED',
        `${changelog} has ${kept} partitions, ${topic} has ${partitions}. Expected as many. Clients moved to other partitions when it grew: read under another group.`,
      );
    }
    await this.#port.ensureTopic(deadLetters, { partitions: 1, isCompacted: false });
    this.#member = await this.#port.join(
      { group, topic, sessionTimeoutMs },
      {
        onAssigned: (assigned) => (this.#assigning = this.#assign(assigned)),
        onBatch: (batch) => this.#take(batch),
      },
    );
    this.#rounds.start();
    this.#timers = [
      setInterval(() => {
        for (const worker of this.#workers.values()) {
          worker
            .checkpoint()
            .catch((error: unknown) => this.#giveUp(worker, error))
            .catch((error: unknown) => {
              this.#problem(worker.partition, error);
            });
        }
      }, checkpointMs),
      setInterval(() => {
        this.#lookUpEnds().catch(() => undefined);
      }, 10_000),
    ];
  }

  async #assign(assigned: readonly number[]): Promise<void> {
    for (const [partition, worker] of this.#workers) {
      if (assigned.includes(partition)) continue;
      this.#workers.delete(partition);
      await worker.drop();
    }
    if (!this.#isClosed)
      await this.#open(assigned.filter((partition) => !this.#workers.has(partition)));
  }

  /** Takes partitions over: shuts the owner before out, then reads their state. */
  async #open(partitions: readonly number[]): Promise<void> {
    if (partitions.length === 0) return;
    const { openWatch, openReader, onEvents, deliver } = this.#options;
    const port = this.#port;
    const workers = partitions.map(
      (partition) =>
        new PartitionWorker({
          port,
          places: this.#places,
          partition,
          openWatch,
          openReader,
          ...(onEvents !== undefined && { onEvents }),
          deliver,
        }),
    );
    try {
      await Promise.all(workers.map((worker) => worker.fence()));
      await this.#restore(workers);
    } catch (error) {
      await Promise.all(workers.map((worker) => worker.drop()));
      throw error;
    }
    for (const worker of workers) this.#workers.set(worker.partition, worker);
  }

  /** Reads what is known of the clients of partitions that came. */
  async #restore(workers: readonly PartitionWorker[]): Promise<void> {
    const partitions = workers.map(({ partition }) => partition);
    const states = new Map<number, Map<string, KafkaMessage>>();
    await this.#port.readToEnd(this.#places.changelog, partitions, (partition, record) => {
      let state = states.get(partition);
      if (state === undefined) states.set(partition, (state = new Map<string, KafkaMessage>()));
      const key = record.key?.toString() ?? '';
      if (record.value === null) state.delete(key);
      else state.set(key, record);
    });
    for (const worker of workers)
      worker.restore(states.get(worker.partition) ?? new Map<string, KafkaMessage>());
  }

  async #take(batch: PartitionBatch): Promise<void> {
    const { partition, records, endOffset } = batch;
    if (this.#isClosed) return;
    // A worker that had to give up begins anew from its last checkpoint.
    if (!this.#workers.has(partition)) await this.#open([partition]);
    const worker = this.#workers.get(partition);
    const first = records[0];
    if (worker === undefined || first === undefined) return;
    const position = worker.position;
    if (position !== null && first.offset > position && this.#sought.get(partition) !== position) {
      // Read on from the checkpoint; a gap that is still there then is one of the topic.
      this.#sought.set(partition, position);
      this.#member?.seek(partition, position);
      return;
    }
    this.#ends.set(partition, endOffset);
    try {
      await worker.take(batch);
      this.#messages += records.length;
      await this.#rounds.keepUp(worker.watch);
    } catch (error) {
      await this.#giveUp(worker, error);
      throw error;
    }
  }

  /** A checkpoint failed: whether it took place is not known, so the state is read anew. */
  async #giveUp(worker: PartitionWorker, error: unknown): Promise<void> {
    this.#problem(worker.partition, error);
    if (this.#workers.get(worker.partition) !== worker) return;
    this.#workers.delete(worker.partition);
    this.#sought.delete(worker.partition);
    this.#member?.seek(worker.partition, worker.committed ?? 0n);
    await worker.drop();
  }

  async #lookUpEnds(): Promise<void> {
    const ends = await this.#port.endOffsets(this.#options.topic);
    this.#ends = new Map(ends.map((end, partition) => [partition, end]));
  }

  #problem(partition: number, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.onProblem(`partition ${partition} of ${this.#options.topic}: ${reason}`);
  }
}
