import { InferenceError } from '../errors.ts';
import { POOL_PROGRAM, type PoolResult, type PoolStart, type PoolTask } from './pool-program.ts';
import type { PoolThread, StartThread } from './pool-thread.ts';

/** Tasks a thread has at a time: one to work on, one to go on with while the result of the first is fetched. */
const TASKS_EACH = 2;
/** Deaths of threads that a task may be part of before it is taken for the cause. */
const MAX_DEATHS = 3;

export type NewTask = Omit<PoolTask, 'id'>;

interface Waiting extends PoolTask {
  readonly resolve: (result: PoolResult) => void;
  readonly reject: (error: InferenceError) => void;
  deaths: number;
}

interface Lane {
  /** Null where it died; another one is started when there is work, so that a platform which kills them all is left alone. */
  thread: PoolThread | null;
  readonly tasks: Waiting[];
}

/** Threads that share the tasks of a pool; one that dies is replaced, and its tasks are run again. */
export class PoolThreads {
  readonly #lanes: Lane[];
  readonly #queue: Waiting[] = [];
  readonly #whenFree: (() => void)[] = [];
  readonly #startThread: StartThread;
  readonly #startMessage: (index: number) => PoolStart;
  #lastId = 0;
  #open = 0;
  #isClosed = false;

  /** `startMessage` makes a thread's part of the memory ready and says where it is. */
  constructor(count: number, startThread: StartThread, startMessage: (index: number) => PoolStart) {
    this.#startThread = startThread;
    this.#startMessage = startMessage;
    this.#lanes = Array.from({ length: count }, (_, index) => ({
      thread: this.#start(index),
      tasks: [],
    }));
  }

  /** Waits until a thread has room, so that a fast caller holds no more in memory than the threads need. */
  async free(): Promise<void> {
    while (!this.#isClosed && this.#open >= TASKS_EACH * this.#lanes.length) {
      await new Promise<void>((resolve) => this.#whenFree.push(resolve));
    }
  }

  run(task: NewTask): Promise<PoolResult> {
    if (this.#isClosed) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      this.#open++;
      this.#queue.push({ ...task, id: ++this.#lastId, resolve, reject, deaths: 0 });
      this.#dispatch();
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const { thread, tasks } of this.#lanes) {
      thread?.terminate();
      for (const task of tasks.splice(0))
        this.#settle(() => {
          task.reject(closed());
        });
    }
    for (const task of this.#queue.splice(0))
      this.#settle(() => {
        task.reject(closed());
      });
  }

  #start(index: number): PoolThread {
    const thread = this.#startThread(POOL_PROGRAM, {
      onMessage: (message) => {
        this.#finish(index, message as PoolResult);
      },
      onEnd: (cause) => {
        this.#replace(index, cause);
      },
    });
    const message = this.#startMessage(index);
    thread.post(message, message.copy === null ? [] : [message.copy]);
    thread.setBusy(false);
    return thread;
  }

  #dispatch(): void {
    for (const [index, lane] of this.#lanes.entries()) {
      while (lane.tasks.length < TASKS_EACH) {
        const task = this.#queue.shift();
        if (task === undefined) return;
        lane.tasks.push(task);
        lane.thread ??= this.#start(index);
        const { id, count, bytes, isEncoded, familyScoreThreshold } = task;
        // Not handed over but copied: should the thread die, the task is still whole.
        lane.thread.post({ id, count, bytes, isEncoded, familyScoreThreshold }, []);
        lane.thread.setBusy(true);
      }
    }
  }

  #finish(index: number, result: PoolResult): void {
    const lane = this.#lanes[index];
    const at = lane?.tasks.findIndex(({ id }) => id === result.id) ?? -1;
    const [task] = at < 0 ? [] : (lane?.tasks.splice(at, 1) ?? []);
    if (lane?.tasks.length === 0) lane.thread?.setBusy(false);
    if (task !== undefined)
      this.#settle(() => {
        task.resolve(result);
      });
    this.#dispatch();
  }

  #replace(index: number, cause: unknown): void {
    const lane = this.#lanes[index];
    if (this.#isClosed || lane === undefined) return;
    const tasks = lane.tasks.splice(0);
    const [suspect] = tasks;
    if (suspect !== undefined && ++suspect.deaths >= MAX_DEATHS) {
      tasks.shift();
      this.#settle(() => {
        suspect.reject(lost(cause));
      });
    }
    this.#queue.unshift(...tasks);
    lane.thread = null;
    this.#dispatch();
  }

  #settle(settle: () => void): void {
    this.#open--;
    settle();
    for (const resolve of this.#whenFree.splice(0)) resolve();
  }
}

function lost(cause: unknown): InferenceError {
  return new InferenceError(
    'INFERENCE_WORKER_LOST',
    `${MAX_DEATHS} workers died over the same names, expected them to finish; score these names with loadClassifier() to see why.`,
    { cause },
  );
}

function closed(): InferenceError {
  return new InferenceError(
    'INFERENCE_CLOSED',
    'The pool is closed, expected an open one; load it again with loadClassifierPool().',
  );
}
