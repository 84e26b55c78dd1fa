import type { Worker } from 'node:worker_threads';

import { isProgramThere, startThread, threadProgram } from '../threads/start-thread.ts';
import { sentRows, type NameRows } from './name-rows.ts';
import type { RowThreadData } from './row-thread.ts';
import type { WrittenRows } from './row-writer.ts';

const PROGRAM = threadProgram('row-thread', import.meta.url);

/** Whether rows can be written in threads here. */
export function canWriteInThreads(): boolean {
  return isProgramThere(PROGRAM);
}

interface Waiting {
  readonly resolve: (written: WrittenRows) => void;
  readonly reject: (error: Error) => void;
}

interface Lane {
  readonly thread: Worker;
  /** Who waits for the thread's answers, in their order. */
  readonly waiting: Waiting[];
}

/** Threads that classify and write rows; each has a classifier of its own. */
export class RowThreads {
  readonly #lanes: readonly Lane[];
  #loading: number;
  #failure: Error | null = null;

  constructor(count: number, data: RowThreadData) {
    this.#loading = count;
    this.#lanes = Array.from({ length: count }, () => this.#start(data));
  }

  /** Whether rows are written at once: until its model is loaded, a thread keeps them waiting. True, too, once one has failed. */
  get areLoaded(): boolean {
    return this.#loading === 0 || this.#failure !== null;
  }

  /** What waits for the thread that has least to do. */
  get leastWaiting(): number {
    return this.#idlest?.waiting.length ?? 0;
  }

  /** Gives the rows to the thread that has least to do. Rejects, now and later, where a thread has ended. */
  write(rows: NameRows): Promise<WrittenRows> {
    const idlest = this.#idlest;
    if (this.#failure !== null || idlest === undefined) {
      return Promise.reject(this.#failure ?? new RangeError('There are no threads.'));
    }
    return new Promise((resolve, reject) => {
      idlest.waiting.push({ resolve, reject });
      idlest.thread.postMessage(sentRows(rows));
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map(({ thread }) => thread.terminate()));
  }

  get #idlest(): Lane | undefined {
    let [idlest] = this.#lanes;
    for (const lane of this.#lanes)
      if (lane.waiting.length < (idlest?.waiting.length ?? 0)) idlest = lane;
    return idlest;
  }

  #start(data: RowThreadData): Lane {
    const lane: Lane = { thread: startThread(PROGRAM, data), waiting: [] };
    lane.thread.once('message', () => {
      this.#loading--;
      lane.thread.on('message', (written: WrittenRows) => lane.waiting.shift()?.resolve(written));
    });
    lane.thread.on('error', (error: Error) => {
      this.#failure ??= error;
    });
    // After an error, too.
    lane.thread.on('exit', () => {
      this.#failure ??= new Error('A thread has ended.');
      for (const { reject } of lane.waiting.splice(0)) reject(this.#failure);
    });
    return lane;
  }
}
