import type { DnsEvent } from '@degas/traffic';

/** Events of senders that do not wait to be asked; bounded, so that those that can wait are told to. */
export class EventQueue {
  readonly #most: number;
  #waiting: DnsEvent[] = [];
  #wake: (() => void) | null = null;
  #drained: (() => void)[] = [];
  #dropped = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Events that senders who cannot wait sent while the queue was full. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes events in; returns whether the sender may go on at once, and calls `onDrained` later where not. */
  push(events: readonly DnsEvent[], onDrained: () => void): boolean {
    for (const event of events) this.#waiting.push(event);
    this.#wake?.();
    if (this.#waiting.length < this.#most) return true;
    this.#drained.push(onDrained);
    return false;
  }

  /** Takes events in of a sender who cannot wait: what is too much is dropped and counted. */
  offer(events: readonly DnsEvent[]): void {
    const room = Math.max(0, this.#most - this.#waiting.length);
    this.#dropped += Math.max(0, events.length - room);
    for (const event of events.slice(0, room)) this.#waiting.push(event);
    this.#wake?.();
  }

  /** What came, in batches, until the signal. */
  async *batches(signal: AbortSignal): AsyncGenerator<readonly DnsEvent[]> {
    const stop = (): void => this.#wake?.();
    signal.addEventListener('abort', stop);
    try {
      for (;;) {
        if (this.#waiting.length > 0) {
          const events = this.#waiting;
          this.#waiting = [];
          yield events;
          const drained = this.#drained;
          this.#drained = [];
          for (const goOn of drained) goOn();
        } else if (signal.aborted) return;
        else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          this.#wake = null;
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
