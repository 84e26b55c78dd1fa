import type { Alert } from '@degas/traffic';

import { MonitorError } from '../errors.ts';
import type { DeadLetterFile } from './dead-letter-file.ts';
import type { Outlet } from './outlet.ts';
import type { Refusal, SendResult, Transport } from './transport.ts';

/** How an outlet tries again. */
export interface RetryOptions {
  /** Milliseconds before the second attempt; each wait is twice the one before. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** Milliseconds that one attempt may take. */
  readonly timeoutMs: number;
  /** Milliseconds after which an alert goes to the dead letters. */
  readonly giveUpAfterMs: number;
  /** Alerts that wait, at most; more go to the dead letters at once. */
  readonly maxQueued: number;
  /** Milliseconds that `close` goes on delivering. */
  readonly closeWithinMs: number;
}

export const defaultRetry: RetryOptions = {
  firstDelayMs: 500,
  longestDelayMs: 60_000,
  timeoutMs: 15_000,
  giveUpAfterMs: 3_600_000,
  maxQueued: 10_000,
  closeWithinMs: 5000,
};

/** What an outlet did, and what is left to do. */
export interface OutletCounts {
  readonly delivered: number;
  /** Attempts that failed. */
  readonly failures: number;
  readonly deadLetters: number;
  readonly waiting: number;
  /** Why the last attempt failed; null once one succeeded. */
  readonly problem: string | null;
}

export interface OutletSurroundings {
  readonly now: () => number;
  /** From 0 to 1: spreads the attempts of many instances. */
  readonly random: () => number;
  /** Told of each failed attempt and each alert that was given up; without names of domains. */
  readonly onProblem?: (message: string) => void;
}

interface Waiting {
  readonly alert: Alert;
  readonly since: number;
  readonly settle: () => void;
}

/**
 * Delivers alerts at least once over a transport that may fail: tries again with growing waits, and writes what cannot be
 * delivered to a file of dead letters. Order is kept while nothing fails. An alert is safe, and `deliver` resolves, only
 * once the receiver took it or it is in that file; where neither is possible it stays in the queue.
 */
export class ReliableOutlet implements Outlet {
  readonly name: string;
  readonly #transport: Transport;
  readonly #deadLetters: DeadLetterFile;
  readonly #retry: RetryOptions;
  readonly #surroundings: OutletSurroundings;
  #queue: Waiting[] = [];
  #delivered = 0;
  #failures = 0;
  #deadLettered = 0;
  #problem: string | null = null;
  #attempt = 0;
  #work: Promise<void> | null = null;
  #closesAt: number | null = null;
  #wake: (() => void) | null = null;

  constructor(
    transport: Transport,
    deadLetters: DeadLetterFile,
    retry: Partial<RetryOptions>,
    surroundings: OutletSurroundings,
  ) {
    this.name = transport.name;
    this.#transport = transport;
    this.#deadLetters = deadLetters;
    this.#retry = { ...defaultRetry, ...retry };
    this.#surroundings = surroundings;
  }

  get counts(): OutletCounts {
    return {
      delivered: this.#delivered,
      failures: this.#failures,
      deadLetters: this.#deadLettered,
      waiting: this.#queue.length,
      problem: this.#problem,
    };
  }

  /** Rejects where the queue is full and the dead letters can't be written: then the alerts are to be given again. */
  async deliver(alerts: readonly Alert[]): Promise<void> {
    if (this.#closesAt !== null) {
      throw new MonitorError(
        'MONITOR_OUTLET_CLOSED',
        `${alerts.length} alerts were given to ${this.name}, which is closed. Give them again after the restart.`,
      );
    }
    const room = Math.max(0, this.#retry.maxQueued - this.#queue.length);
    const tooMany = alerts.slice(room);
    if (tooMany.length > 0) {
      const reason = `${this.#queue.length} alerts wait already, the most that may`;
      await this.#bury(tooMany.map((alert) => ({ alert, reason })));
    }
    const since = this.#surroundings.now();
    const safe = alerts.slice(0, room).map(
      (alert) =>
        new Promise<void>((settle) => {
          this.#queue.push({ alert, since, settle });
        }),
    );
    this.#start();
    await Promise.all(safe);
  }

  async close(): Promise<void> {
    this.#closesAt ??= this.#surroundings.now() + this.#retry.closeWithinMs;
    this.#wake?.();
    await this.#work;
    await this.#transport.close();
    if (this.#queue.length === 0) return;
    throw new MonitorError(
      'MONITOR_CANNOT_WRITE',
      `${this.#queue.length} alerts of ${this.name} could be neither delivered nor written to ${this.#deadLetters.path}. They come again after the restart, as their input was not acknowledged.`,
    );
  }

  #start(): void {
    if (this.#work !== null || this.#queue.length === 0) return;
    this.#work = this.#run().finally(() => {
      this.#work = null;
      if (this.#closesAt === null) this.#start();
    });
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#nextBatch();
      const result = await this.#send(batch.map(({ alert }) => alert));
      const isStuck = !(await this.#settle(batch, result));
      const isClosing = this.#closesAt !== null;
      if (result.retry.length === 0 && !isStuck) {
        this.#attempt = 0;
        continue;
      }
      if (isClosing && this.#surroundings.now() >= (this.#closesAt ?? 0)) {
        await this.#buryRest();
        return;
      }
      await this.#wait(result.waitMs);
    }
  }

  /** The first alerts of the queue, each id once: a receiver may take a second one for a repetition. */
  #nextBatch(): Waiting[] {
    const seen = new Set<string>();
    const batch: Waiting[] = [];
    for (const waiting of this.#queue) {
      if (batch.length === this.#transport.batchSize || seen.has(waiting.alert.id)) break;
      seen.add(waiting.alert.id);
      batch.push(waiting);
    }
    return batch;
  }

  async #send(alerts: readonly Alert[]): Promise<SendResult> {
    const signal = AbortSignal.timeout(this.#retry.timeoutMs);
    try {
      const result = await withSignal(this.#transport.send(alerts, signal), signal);
      if (result.retry.length > 0) this.#failed(result.reason ?? 'not taken');
      else this.#problem = null;
      return result;
    } catch (error) {
      const reason = signal.aborted
        ? `no answer within ${this.#retry.timeoutMs} ms`
        : messageOf(error);
      this.#failed(reason);
      return { refused: [], retry: alerts, reason, waitMs: null };
    }
  }

  #failed(reason: string): void {
    this.#failures++;
    this.#problem = reason;
    this.#surroundings.onProblem?.(`${this.name}: ${reason}`);
  }

  /** Takes what is safe off the queue. Returns false where dead letters could not be written. */
  async #settle(
    batch: readonly Waiting[],
    { refused, retry, reason }: SendResult,
  ): Promise<boolean> {
    const refusals = [...refused];
    const again = new Set(retry.map(({ id }) => id));
    const deadline = this.#surroundings.now() - this.#retry.giveUpAfterMs;
    for (const { alert, since } of batch)
      if (again.has(alert.id) && since <= deadline)
        refusals.push({ alert, reason: `given up: ${reason ?? 'not taken'}` });
    const refusedIds = new Set(refusals.map(({ alert }) => alert.id));
    const taken = batch.filter(({ alert }) => !again.has(alert.id) && !refusedIds.has(alert.id));
    this.#delivered += taken.length;
    this.#remove(taken);
    if (refusals.length === 0) return true;
    try {
      await this.#bury(refusals);
    } catch (error) {
      this.#failed(messageOf(error));
      return false;
    }
    this.#remove(batch.filter(({ alert }) => refusedIds.has(alert.id)));
    return true;
  }

  #remove(safe: readonly Waiting[]): void {
    const gone = new Set(safe);
    this.#queue = this.#queue.filter((waiting) => !gone.has(waiting));
    for (const { settle } of safe) settle();
  }

  async #bury(refusals: readonly Refusal[]): Promise<void> {
    await this.#deadLetters.append(this.name, refusals);
    this.#deadLettered += refusals.length;
    this.#surroundings.onProblem?.(
      `${this.name}: ${refusals.length} alerts went to ${this.#deadLetters.path}: ${refusals[0]?.reason ?? ''}`,
    );
  }

  async #buryRest(): Promise<void> {
    const rest = this.#queue;
    const reason = `not delivered before the end: ${this.#problem ?? 'no time was left'}`;
    try {
      await this.#bury(rest.map(({ alert }) => ({ alert, reason })));
      this.#remove(rest);
    } catch (error) {
      this.#failed(messageOf(error));
    }
  }

  async #wait(askedMs: number | null): Promise<void> {
    const { firstDelayMs, longestDelayMs } = this.#retry;
    const grown = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#attempt++);
    const spread = grown * (0.5 + this.#surroundings.random() / 2);
    const wished = askedMs === null ? spread : Math.min(Math.max(askedMs, spread), longestDelayMs);
    const closesAt = this.#closesAt;
    const delay =
      closesAt === null
        ? wished
        : Math.max(0, Math.min(firstDelayMs, closesAt - this.#surroundings.now()));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      // `close` does not wait for a long delay to pass.
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
};

/** A transport that does not heed its signal ends nevertheless. */
async function withSignal<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}
