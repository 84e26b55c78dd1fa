import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import type { Logger } from 'pino';

import { Rendezvous } from './rendezvous.ts';
import { SharedConfig } from './shared-config.ts';
import type { WorkerMessage } from './worker-messages.ts';
import { MetricsGatherer } from './worker-metrics.ts';

/** Several processes that share the service's ports. */
export interface Workers {
  /** Has every worker end its requests, then resolves. */
  close(): Promise<void>;
  /** Has every worker look for changes now. */
  refresh(): void;
}

/** Milliseconds before a worker that could not start is tried again; doubled each time. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Starts the workers and replaces those that die; only the requests that ran in one are lost with it. Where the
 * first workers cannot start, the service ends with their exit code; one that cannot later is tried again, less and
 * less often.
 */
export function superviseWorkers(
  count: number,
  logger: Logger,
  writeError: (text: string) => void,
): Workers {
  const serving = new Set<Worker>();
  const meetings = new Rendezvous();
  const config = new SharedConfig();
  const metrics = new MetricsGatherer();
  let isClosing = false;
  let hasServed = false;
  let hasFailed = false;
  let pauseMs = FIRST_PAUSE_MS;

  /** Ends a service that could not start. */
  const giveUp = (code: number): void => {
    if (isClosing) return;
    isClosing = true;
    process.exitCode = code;
    for (const other of allWorkers()) other.process.kill();
  };

  cluster.on('message', (worker: Worker, message: WorkerMessage) => {
    if (message.degas === 'failed') {
      if (hasServed) {
        logger.error({ worker: worker.process.pid, reason: message.complaint }, 'worker failed');
      } else if (!hasFailed) {
        hasFailed = true;
        writeError(`${message.complaint}\n`);
        giveUp(message.code);
      }
    }
    if (message.degas === 'serving') {
      serving.add(worker);
      hasServed = true;
      pauseMs = FIRST_PAUSE_MS;
    }
    if (message.degas === 'meet') meetings.arrive(worker, message.key, serving);
    config.handle(worker, message, serving);
    metrics.handle(worker, message, serving);
  });
  cluster.on('exit', (worker, code: number | null, signal: string | null) => {
    const didServe = serving.delete(worker);
    meetings.forget(worker, serving);
    config.forget(worker, serving);
    metrics.forget(worker);
    if (isClosing) return;
    if (!hasServed) {
      giveUp(code ?? 1);
      return;
    }
    logger.error({ worker: worker.process.pid, code, signal }, 'worker died; starting another');
    if (didServe) {
      cluster.fork();
      return;
    }
    setTimeout(() => {
      if (!isClosing) cluster.fork();
    }, pauseMs);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  });
  // Workers take connections from the socket themselves: one that the primary had handed to a worker just killed
  // would be open and never answered.
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
    refresh() {
      for (const worker of allWorkers()) worker.process.kill('SIGHUP');
    },
  };
}

function allWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}
