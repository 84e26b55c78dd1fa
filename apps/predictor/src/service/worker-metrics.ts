import type { Worker } from 'node:cluster';

import { AggregatorRegistry } from 'prom-client';

import type { WorkerMessage } from './worker-messages.ts';

interface Gathering {
  readonly wanted: Set<Worker>;
  readonly metrics: object[][];
  readonly asker: Worker;
}

/** In the primary: gathers the metrics of all workers that serve, for the worker that was asked. */
export class MetricsGatherer {
  readonly #parts = new Map<string, Gathering>();

  handle(worker: Worker, message: WorkerMessage, serving: ReadonlySet<Worker>): void {
    if (message.degas === 'ask-metrics') {
      const wanted = new Set(serving);
      this.#parts.set(message.id, { wanted, metrics: [], asker: worker });
      for (const other of wanted) other.send({ degas: 'gather', id: message.id });
      this.#finish(message.id);
    } else if (message.degas === 'part') {
      const gathering = this.#parts.get(message.id);
      gathering?.wanted.delete(worker);
      gathering?.metrics.push(message.metrics);
      this.#finish(message.id);
    }
  }

  forget(worker: Worker): void {
    for (const [id, { wanted }] of this.#parts) {
      if (wanted.delete(worker)) this.#finish(id);
    }
  }

  #finish(id: string): void {
    const gathering = this.#parts.get(id);
    if (gathering === undefined || gathering.wanted.size > 0) return;
    this.#parts.delete(id);
    const { asker, metrics } = gathering;
    void AggregatorRegistry.aggregate(metrics)
      .metrics()
      .then((text) => asker.isConnected() && asker.send({ degas: 'sum', id, text }));
  }
}
