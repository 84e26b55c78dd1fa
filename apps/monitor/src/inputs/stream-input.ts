import type { ReadOptions } from '@degas/logs';
import type { DnsEvent } from '@degas/traffic';

import { EventReader, type RejectSink } from './event-reader.ts';
import type { EventBatch, Input, InputStatus } from './input.ts';

const PAUSE_MS = 200;

/** Reads a stream, standard input, to its end. */
export class StreamInput implements Input {
  readonly name = '-';
  readonly #stream: AsyncIterable<Uint8Array>;
  readonly #reader: EventReader;

  constructor(
    stream: AsyncIterable<Uint8Array>,
    { reading, rejects }: { readonly reading: ReadOptions; readonly rejects: RejectSink },
  ) {
    this.#stream = stream;
    this.#reader = new EventReader({ source: 'standard input', options: reading, rejects });
  }

  async *batches(signal: AbortSignal): AsyncGenerator<EventBatch> {
    const blocks = this.#stream[Symbol.asyncIterator]();
    let next = blocks.next();
    const stopped = new Promise<'stopped'>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('stopped');
      });
    });
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const pause = new Promise<'pause'>((resolve) => {
        timer = setTimeout(resolve, PAUSE_MS, 'pause');
      });
      const step = await Promise.race([next, pause, stopped]);
      clearTimeout(timer);
      if (step === 'stopped' || signal.aborted) break;
      if (step === 'pause') {
        yield batchOf(this.#reader.flush());
        // Nothing more to say until something comes.
        const later = await Promise.race([next, stopped]);
        if (later === 'stopped') break;
        continue;
      }
      if (step.done === true) break;
      yield batchOf(this.#reader.read(step.value));
      next = blocks.next();
    }
    yield batchOf(this.#reader.end());
  }

  /** A stream is not sent again. */
  acknowledge(): Promise<void> {
    return Promise.resolve();
  }

  status(): InputStatus {
    const { events, rejected } = this.#reader;
    return { name: this.name, events, rejected, lag: null, problem: null };
  }
}

const batchOf = (events: readonly DnsEvent[]): EventBatch => ({ events, position: null });
