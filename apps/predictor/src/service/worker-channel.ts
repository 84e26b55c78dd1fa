import cluster from 'node:cluster';

import type { Registry } from 'prom-client';

import {
  receivedError,
  sentError,
  type PrimaryMessage,
  type WorkerMessage,
} from './worker-messages.ts';

/** What a worker learns from the primary before it starts. */
export interface SharedState {
  readonly generation: number;
  /** The configuration of the last reload; undefined where there was none. */
  readonly config?: unknown;
}

/** In a worker that could not start: has the primary say why, which it does once for all of them. */
export async function reportFailure(complaint: string, code: number): Promise<void> {
  const { worker } = cluster;
  if (worker?.isConnected() !== true) return;
  const message: WorkerMessage = { degas: 'failed', complaint, code };
  await new Promise((resolve) => worker.send(message, resolve));
  worker.disconnect();
}

/** In a worker: how it stays one service with the others. */
export class WorkerChannel {
  readonly #meetings = new Map<string, () => void>();
  readonly #reloads = new Map<number, (error: Error | null) => void>();
  readonly #sums = new Map<string, (text: string) => void>();
  #onState: ((state: SharedState) => void) | null = null;
  #apply: ((config: unknown) => Promise<void>) | null = null;
  #registry: Registry | null = null;
  #generation = 0;
  #lastId = 0;

  constructor() {
    process.on('message', (message: PrimaryMessage) => {
      this.#receive(message);
    });
  }

  /** Returns the configuration that is in force. */
  async state(): Promise<SharedState> {
    const state = await new Promise<SharedState>((resolve) => {
      this.#onState = resolve;
      this.#send({ degas: 'state' });
    });
    this.#generation = state.generation;
    return state;
  }

  /** Reports that the worker listens; `apply` puts the configuration of a reload into force from then on. */
  serve(registry: Registry, apply: (config: unknown) => Promise<void>): void {
    this.#registry = registry;
    this.#apply = apply;
    this.#send({ degas: 'serving', generation: this.#generation });
  }

  /** Resolves when all workers have come as far as `key` says. */
  meet(key: string): Promise<void> {
    return new Promise((resolve) => {
      this.#meetings.set(key, resolve);
      this.#send({ degas: 'meet', key });
    });
  }

  /** Has every worker put a configuration into force; throws the error of one that could not. */
  async reload(config: unknown): Promise<void> {
    const id = ++this.#lastId;
    const error = await new Promise<Error | null>((resolve) => {
      this.#reloads.set(id, resolve);
      this.#send({ degas: 'reload', id, config });
    });
    if (error !== null) throw error;
  }

  /** Returns the metrics of all workers together, in Prometheus' format. */
  metricsText(): Promise<string> {
    const id = `${process.pid}-${++this.#lastId}`;
    return new Promise((resolve) => {
      this.#sums.set(id, resolve);
      this.#send({ degas: 'ask-metrics', id });
    });
  }

  #send(message: WorkerMessage): void {
    if (cluster.worker?.isConnected() === true) process.send?.(message);
  }

  #receive(message: PrimaryMessage): void {
    switch (message.degas) {
      case 'state':
        this.#onState?.(message);
        break;
      case 'met':
        this.#meetings.get(message.key)?.();
        this.#meetings.delete(message.key);
        break;
      case 'apply':
        void this.#applyConfig(message.id, message.generation, message.config);
        break;
      case 'reloaded':
        this.#reloads.get(message.id)?.(message.error && receivedError(message.error));
        this.#reloads.delete(message.id);
        break;
      case 'gather':
        void this.#registry?.getMetricsAsJSON().then((metrics) => {
          this.#send({ degas: 'part', id: message.id, metrics });
        });
        break;
      case 'sum':
        this.#sums.get(message.id)?.(message.text);
        this.#sums.delete(message.id);
        break;
    }
  }

  async #applyConfig(id: number, generation: number, config: unknown): Promise<void> {
    try {
      await this.#apply?.(config);
      this.#generation = generation;
      this.#send({ degas: 'applied', id, error: null });
    } catch (error) {
      this.#send({ degas: 'applied', id, error: sentError(error) });
    }
  }
}
