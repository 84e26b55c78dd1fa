import { EventUnpacker, type PackableEvent } from '@degas/logs';

import type { Input, SourceNote } from './read-input.ts';
import type { ReaderAnswer, ReaderQuestion } from './reader-messages.ts';

/** Events that another thread read. */
export interface EventBatch {
  readonly source: string;
  readonly events: readonly PackableEvent[];
  /** All clients that no batch before had. */
  readonly clients: readonly string[];
  readonly bytes: number;
}

/** Reads in a worker of its own, so that one processor parses while another judges. One job at a time: a new one ends the last. */
export class BackgroundReader {
  readonly #worker: Worker;
  #job = 0;
  #waiting: ReaderAnswer[] = [];
  #wake: (() => void) | null = null;
  #broken: Error | null = null;

  constructor(script: string) {
    this.#worker = new Worker(script, { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<ReaderAnswer>) => {
      if (data.job !== this.#job) return;
      this.#waiting.push(data);
      this.#wake?.();
    });
    this.#worker.addEventListener('error', ({ message }) => {
      this.#broken = new Error(`Reading stopped: ${message}. Reload the page.`);
      this.#wake?.();
    });
  }

  /** The events of an input in order; leaving the loop leaves the job. */
  async *read(input: Input, onNote: (note: SourceNote) => void): AsyncGenerator<EventBatch> {
    const job = ++this.#job;
    const unpacker = new EventUnpacker();
    this.#waiting = [];
    // Whoever waits for the job before.
    this.#wake?.();
    this.#ask({ ask: 'read', job, input });
    try {
      while (job === this.#job) {
        if (this.#broken !== null) throw this.#broken;
        const answer = this.#waiting.shift();
        if (answer === undefined) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        } else if (answer.answer === 'events') {
          this.#ask({ ask: 'more', job });
          const { packed, bytes } = answer;
          const { source, newClients: clients } = packed;
          yield { source, events: unpacker.unpack(packed), clients, bytes };
        } else if (answer.answer === 'note') onNote(answer.note);
        else return;
      }
    } finally {
      this.#ask({ ask: 'stop', job });
    }
  }

  #ask(question: ReaderQuestion): void {
    this.#worker.postMessage(question);
  }
}
