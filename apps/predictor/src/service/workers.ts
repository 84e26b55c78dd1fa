import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import type { Logger } from 'pino';
import { AggregatorRegistry, type Registry } from 'prom-client';

/**
 * How metrics of all workers come together: the worker that was asked sends `ask` to the primary, which sends
 * `gather` to every worker that serves, waits for their `part`s and answers with `sum`.
 */
type MetricsMessage =
  | { readonly degas: 'ask' | 'gather'; readonly id: string }
  | { readonly degas: 'part'; readonly id: string; readonly metrics: object[] }
  | { readonly degas: 'sum'; readonly id: string; readonly text: string };

/** Several processes that share the service's ports. */
export interface Workers {
  /** Has every worker end its requests, then resolves. */
  close(): Promise<void>;
}

/**
 * Starts the workers and replaces those that die; only the requests that ran in one are lost with it. A worker that
 * can't even start ends the service with its exit code.
 */
export function superviseWorkers(count: number, logger: Logger): Workers {
  const serving = new Set<Worker>();
  let isClosing = false;
  let hasServed = false;

  cluster.on('listening', (worker) => {
    serving.add(worker);
    hasServed = true;
  });
  cluster.on('exit', (worker, code: number | null, signal) => {
    serving.delete(worker);
    if (isClosing) return;
    if (hasServed) {
      logger.error({ worker: worker.process.pid, code, signal }, 'worker died; starting another');
      cluster.fork();
    } else {
      isClosing = true;
      process.exitCode = code ?? 1;
      for (const other of allWorkers()) other.process.kill();
    }
  });
  gatherMetrics(serving);
  // Workers take connections from the socket themselves: one that the primary had handed to a worker just killed
  // would be open and answered by nobody.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  for (let i = 0; i < count; i++) cluster.fork();

  return {
    async close() {
      isClosing = true;
      await Promise.all(
        allWorkers().map(async (worker) => {
          const ended = once(worker, 'exit');
          worker.process.kill('SIGTERM');
          await ended;
        }),
      );
    },
  };
}

function allWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** In the primary: answers workers that ask for the metrics of all. */
function gatherMetrics(serving: ReadonlySet<Worker>): void {
  const parts = new Map<string, { wanted: Set<Worker>; metrics: object[][]; asker: Worker }>();

  const finish = (id: string): void => {
    const gathered = parts.get(id);
    if (gathered === undefined || gathered.wanted.size > 0) return;
    parts.delete(id);
    void AggregatorRegistry.aggregate(gathered.metrics)
      .metrics()
      .then(
        (text) => gathered.asker.isConnected() && gathered.asker.send({ degas: 'sum', id, text }),
      );
  };

  cluster.on('message', (worker: Worker, message: MetricsMessage) => {
    if (message.degas === 'ask') {
      const wanted = new Set(serving);
      parts.set(message.id, { wanted, metrics: [], asker: worker });
      for (const other of wanted) other.send({ degas: 'gather', id: message.id });
    } else if (message.degas === 'part') {
      const gathered = parts.get(message.id);
      gathered?.wanted.delete(worker);
      gathered?.metrics.push(message.metrics);
      finish(message.id);
    }
  });
  cluster.on('exit', (worker) => {
    for (const [id, { wanted }] of parts) if (wanted.delete(worker)) finish(id);
  });
}

/** In a worker: the metrics of all workers together. */
export function sharedMetrics(registry: Registry): () => Promise<string> {
  const waiting = new Map<string, (text: string) => void>();
  let lastAsked = 0;

  process.on('message', (message: MetricsMessage) => {
    if (message.degas === 'gather') {
      void registry
        .getMetricsAsJSON()
        .then((metrics) => process.send?.({ degas: 'part', id: message.id, metrics }));
    } else if (message.degas === 'sum') {
      waiting.get(message.id)?.(message.text);
      waiting.delete(message.id);
    }
  });
  return () =>
    new Promise((resolve) => {
      const id = `${process.pid}-${++lastAsked}`;
      waiting.set(id, resolve);
      process.send?.({ degas: 'ask', id });
    });
}
