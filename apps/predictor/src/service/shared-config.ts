import type { Worker } from 'node:cluster';

import type { SentError, WorkerMessage } from './worker-messages.ts';

interface Reload {
  readonly id: number;
  readonly asker: Worker;
  readonly askerId: number;
  readonly config: unknown;
  readonly waiting: Set<Worker>;
  error: SentError | null;
}

/** In the primary: puts a model configuration into force in all workers, those that start later among them. */
export class SharedConfig {
  #generation = 0;
  #config: unknown = undefined;
  #lastId = 0;
  #running: Reload | null = null;
  readonly #queue: Reload[] = [];

  handle(worker: Worker, message: WorkerMessage, serving: ReadonlySet<Worker>): void {
    switch (message.degas) {
      case 'state':
        worker.send({ degas: 'state', generation: this.#generation, config: this.#config });
        break;
      case 'serving':
        // A configuration came while the worker started.
        if (message.generation < this.#generation) {
          this.#send(worker, 0, this.#generation, this.#config);
        }
        break;
      case 'reload':
        this.#queue.push({
          id: ++this.#lastId,
          asker: worker,
          askerId: message.id,
          config: message.config,
          waiting: new Set(),
          error: null,
        });
        this.#next(serving);
        break;
      case 'applied':
        this.#settle(worker, message.id, message.error, serving);
        break;
    }
  }

  forget(worker: Worker, serving: ReadonlySet<Worker>): void {
    if (this.#running !== null) this.#settle(worker, this.#running.id, null, serving);
  }

  /** One after another: workers must not see two configurations in different orders. */
  #next(serving: ReadonlySet<Worker>): void {
    if (this.#running !== null) return;
    const reload = this.#queue.shift();
    if (reload === undefined) return;
    this.#running = reload;
    for (const worker of serving) {
      reload.waiting.add(worker);
      this.#send(worker, reload.id, this.#generation + 1, reload.config);
    }
    this.#finishIfDone(serving);
  }

  #settle(worker: Worker, id: number, error: SentError | null, serving: ReadonlySet<Worker>): void {
    const reload = this.#running;
    if (reload?.id !== id) return;
    reload.waiting.delete(worker);
    reload.error ??= error;
    this.#finishIfDone(serving);
  }

  #finishIfDone(serving: ReadonlySet<Worker>): void {
    const reload = this.#running;
    if (reload === null || reload.waiting.size > 0) return;
    this.#running = null;
    const { asker, askerId, error } = reload;
    if (error === null) {
      this.#config = reload.config;
      this.#generation++;
    }
    if (asker.isConnected()) asker.send({ degas: 'reloaded', id: askerId, error });
    this.#next(serving);
  }

  #send(worker: Worker, id: number, generation: number, config: unknown): void {
    if (!worker.isConnected()) return;
    worker.send({ degas: 'apply', id, generation, config });
  }
}
