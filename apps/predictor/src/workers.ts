import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import type { Logger } from 'pino';
import { AggregatorRegistry, type Registry } from 'prom-client';

const METRICS = 'degas:metrics';

/** A worker asks for the metrics of all; the answer comes back under the same number. */
interface MetricsMessage {
  readonly type: string;
  readonly id: number;
  readonly text?: string;
}

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
  const aggregator = new AggregatorRegistry();
  let isClosing = false;
  let hasListened = false;

  cluster.on('listening', () => {
    hasListened = true;
  });
  cluster.on('message', (worker: Worker, message: MetricsMessage) => {
    if (message.type !== METRICS) return;
    aggregator
      .clusterMetrics()
      .catch((error: unknown) => `# ${String(error)}\n`)
      .then((text) => worker.send({ ...message, text }))
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'a worker left before its metrics came');
      });
  });
  cluster.on('exit', (worker, code, signal) => {
    if (isClosing) return;
    if (!hasListened) {
      process.exitCode = code || 1;
      isClosing = true;
      for (const other of workersNow()) other.process.kill();
      return;
    }
    logger.error({ worker: worker.process.pid, code, signal }, 'worker died; starting another');
    cluster.fork();
  });
  for (let i = 0; i < count; i++) cluster.fork();

  return {
    async close() {
      isClosing = true;
      await Promise.all(
        workersNow().map(async (worker) => {
          const ended = once(worker, 'exit');
          worker.process.kill('SIGTERM');
          await ended;
        }),
      );
    },
  };
}

function workersNow(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** In a worker: the metrics of all workers together. */
export function sharedMetrics(registry: Registry): () => Promise<string> {
  AggregatorRegistry.setRegistries([registry]);
  // Makes this worker answer when the primary gathers.
  new AggregatorRegistry();
  let lastId = 0;
  return () =>
    new Promise((resolve) => {
      const id = ++lastId;
      const receive = (message: MetricsMessage): void => {
        if (message.type !== METRICS || message.id !== id) return;
        process.off('message', receive);
        resolve(message.text ?? '');
      };
      process.on('message', receive);
      process.send?.({ type: METRICS, id } satisfies MetricsMessage);
    });
}
