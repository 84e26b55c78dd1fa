import type { Worker } from 'node:cluster';

/** Milliseconds after which those who are there no longer wait for the others. */
const PATIENCE_MS = 30_000;

interface Meeting {
  readonly arrived: Set<Worker>;
  readonly timer: NodeJS.Timeout;
}

/**
 * In the primary: lets workers wait for each other, so that a version becomes available in all of them at once and a
 * client sees one service, whichever worker answers.
 */
export class Rendezvous {
  readonly #meetings = new Map<string, Meeting>();
  /** Where all have been; a worker that comes later does not wait. */
  readonly #over = new Set<string>();

  arrive(worker: Worker, key: string, serving: ReadonlySet<Worker>): void {
    if (this.#over.has(key)) {
      worker.send({ degas: 'met', key });
      return;
    }
    const meeting = this.#meetings.get(key) ?? this.#open(key);
    meeting.arrived.add(worker);
    this.#closeIfComplete(key, serving);
  }

  /** A worker that died is no longer waited for. */
  forget(worker: Worker, serving: ReadonlySet<Worker>): void {
    for (const [key, { arrived }] of this.#meetings) {
      arrived.delete(worker);
      this.#closeIfComplete(key, serving);
    }
  }

  #open(key: string): Meeting {
    const timer = setTimeout(() => {
      this.#close(key);
    }, PATIENCE_MS);
    timer.unref();
    const meeting = { arrived: new Set<Worker>(), timer };
    this.#meetings.set(key, meeting);
    return meeting;
  }

  #closeIfComplete(key: string, serving: ReadonlySet<Worker>): void {
    const meeting = this.#meetings.get(key);
    if (meeting === undefined) return;
    if ([...serving].every((worker) => meeting.arrived.has(worker))) this.#close(key);
  }

  #close(key: string): void {
    const meeting = this.#meetings.get(key);
    if (meeting === undefined) return;
    clearTimeout(meeting.timer);
    this.#meetings.delete(key);
    this.#over.add(key);
    for (const worker of meeting.arrived) {
      if (worker.isConnected()) worker.send({ degas: 'met', key });
    }
  }
}
