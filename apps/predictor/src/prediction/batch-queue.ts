import { ServingError } from '../serving-error.ts';
import type { Cancellation } from './cancellation.ts';

export interface BatchingOptions {
  /** Rows that are scored in one go; the event loop gets its turn between two batches. */
  readonly maxBatchSize: number;
  /** How long the first row of a batch may wait for others to fill it. */
  readonly batchTimeoutMicros: number;
  /** Full batches that may wait; a request that comes behind them is refused, however small. */
  readonly maxEnqueuedBatches: number;
  /** Called for each batch before it is scored. */
  readonly onBatch?: (rows: number, waitedMicros: number) => void;
  /** Called for each batch with the time that its scoring took. */
  readonly onScored?: (micros: number) => void;
}

export const defaultBatching: BatchingOptions = {
  maxBatchSize: 512,
  batchTimeoutMicros: 0,
  maxEnqueuedBatches: 1024,
};

interface Task<Row, Result> {
  readonly rows: readonly Row[];
  readonly results: Result[];
  readonly arrived: number;
  readonly signal: Cancellation | undefined;
  taken: number;
  readonly resolve: (results: Result[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts the rows of requests that arrive together into common batches. Every request that waits gets an equal share
 * of a batch, so that one name does not wait for the hundred thousand that came before it.
 */
export class BatchQueue<Row, Result> {
  readonly #run: (rows: readonly Row[]) => ArrayLike<Result>;
  readonly #options: BatchingOptions;
  #tasks: Task<Row, Result>[] = [];
  #waiting = 0;
  /** The wait for more rows to fill a batch. */
  #filling: NodeJS.Timeout | null = null;
  #isDue = false;

  constructor(run: (rows: readonly Row[]) => ArrayLike<Result>, options: BatchingOptions) {
    this.#run = run;
    this.#options = options;
  }

  /** Rows that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Returns the results of the rows, in their order.
   *
   * @throws ServingError RESOURCE_EXHAUSTED where the queue is full; the signal's reason where it is aborted when the
   * rows' turn comes.
   */
  add(rows: readonly Row[], signal?: Cancellation): Promise<Result[]> {
    if (rows.length === 0) return Promise.resolve([]);
    const { maxBatchSize, maxEnqueuedBatches } = this.#options;
    // One large request is split into batches; it must not be refused for its size.
    if (this.#waiting >= maxBatchSize * maxEnqueuedBatches) {
      return Promise.reject(
        new ServingError(
          'RESOURCE_EXHAUSTED',
          `The batch scheduling queue to which this task was submitted is full; max_enqueued_batches is ${maxEnqueuedBatches}`,
        ),
      );
    }
    return new Promise<Result[]>((resolve, reject) => {
      const arrived = performance.now();
      this.#tasks.push({ rows, results: [], arrived, signal, taken: 0, resolve, reject });
      this.#waiting += rows.length;
      this.#schedule();
    });
  }

  /** Drops the tasks whose callers have gone. */
  #dropAborted(): void {
    if (!this.#tasks.some(({ signal }) => signal?.aborted)) return;
    this.#tasks = this.#tasks.filter(({ rows, taken, signal, reject }) => {
      if (signal?.aborted !== true) return true;
      this.#waiting -= rows.length - taken;
      reject(signal.reason);
      return false;
    });
  }

  #schedule(): void {
    const { maxBatchSize, batchTimeoutMicros } = this.#options;
    if (this.#waiting === 0 || this.#isDue) return;
    if (batchTimeoutMicros > 0 && this.#waiting < maxBatchSize) {
      this.#filling ??= setTimeout(() => {
        this.#flush();
      }, batchTimeoutMicros / 1000);
      return;
    }
    this.#isDue = true;
    setImmediate(() => {
      this.#flush();
    });
  }

  #flush(): void {
    const { maxBatchSize, onBatch } = this.#options;
    if (this.#filling !== null) clearTimeout(this.#filling);
    this.#filling = null;
    this.#isDue = false;
    this.#dropAborted();
    const [first] = this.#tasks;
    if (first === undefined) return;
    const share = Math.max(1, Math.floor(maxBatchSize / this.#tasks.length));
    const parts: { task: Task<Row, Result>; count: number }[] = [];
    const batch: Row[] = [];
    for (const task of this.#tasks) {
      const count = Math.min(task.rows.length - task.taken, share, maxBatchSize - batch.length);
      if (count === 0) continue;
      for (let i = 0; i < count; i++) batch.push(task.rows[task.taken + i] as Row);
      parts.push({ task, count });
    }
    onBatch?.(batch.length, (performance.now() - first.arrived) * 1000);
    this.#waiting -= batch.length;
    this.#settle(batch, parts);
    this.#tasks = this.#tasks.filter((task) => task.taken < task.rows.length);
    this.#schedule();
  }

  #settle(
    batch: readonly Row[],
    parts: readonly { task: Task<Row, Result>; count: number }[],
  ): void {
    const started = performance.now();
    let results: ArrayLike<Result>;
    try {
      results = this.#run(batch);
    } catch (error) {
      for (const { task, count } of parts) {
        this.#waiting -= task.rows.length - task.taken - count;
        task.taken = task.rows.length;
        task.reject(error);
      }
      return;
    }
    this.#options.onScored?.((performance.now() - started) * 1000);
    let at = 0;
    for (const { task, count } of parts) {
      for (let i = 0; i < count; i++) task.results.push(results[at++] as Result);
      task.taken += count;
      if (task.taken === task.rows.length) task.resolve(task.results);
    }
  }
}
