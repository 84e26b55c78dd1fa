import { unlink } from 'node:fs/promises';
import { connect } from 'node:net';

import type { ReadOptions } from '@degas/logs';
import { listenForDnstap, type DnstapListener, type DnstapPlace } from '@degas/logs/node';

import type { RejectSink } from './event-reader.ts';
import { eventsOf } from './events-of.ts';
import type { EventBatch, Input, InputStatus } from './input.ts';

/** Listens for resolvers that send dnstap, over a Unix socket or TCP; they wait while the monitor is behind. */
export class DnstapInput implements Input {
  readonly name: string;
  readonly #where: DnstapPlace;
  readonly #reading: ReadOptions;
  readonly #rejects: RejectSink;
  #listener: DnstapListener | null = null;
  #events = 0;
  #rejected = 0;

  constructor(
    name: string,
    where: DnstapPlace,
    { reading, rejects }: { readonly reading: ReadOptions; readonly rejects: RejectSink },
  ) {
    this.name = name;
    this.#where = where;
    this.#reading = reading;
    this.#rejects = rejects;
  }

  /** Listens, so that nothing that is sent from now on is lost. */
  async listen(): Promise<void> {
    if (typeof this.#where === 'string') await removeStale(this.#where);
    this.#listener = await listenForDnstap(this.#where, this.#reading);
  }

  async *batches(signal: AbortSignal): AsyncGenerator<EventBatch> {
    if (this.#listener === null) await this.listen();
    const listener = this.#listener;
    if (listener === null) return;
    const stop = (): void => {
      listener.close();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    for await (const { records } of listener) {
      const events = eventsOf(records, null, (rejection) => {
        this.#rejected++;
        this.#rejects.add(this.name, rejection);
      });
      this.#events += events.length;
      yield { events, position: null };
    }
  }

  /** dnstap is not sent again. */
  acknowledge(): Promise<void> {
    return Promise.resolve();
  }

  status(): InputStatus {
    const [events, rejected] = [this.#events, this.#rejected];
    return { name: this.name, events, rejected, lag: null, problem: null };
  }
}

/** A socket file that nobody listens on was left by a monitor that was killed. */
async function removeStale(path: string): Promise<void> {
  const isStale = await new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED');
    });
  });
  if (isStale) await unlink(path);
}
