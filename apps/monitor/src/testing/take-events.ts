import type { DnsEvent } from '@degas/traffic';

import type { RejectSink } from '../inputs/event-reader.ts';
import type { Input } from '../inputs/input.ts';

/** Runs an input in the background and keeps what it gives out. */
export class TakenEvents {
  readonly events: DnsEvent[] = [];
  position: unknown = null;
  readonly #stop = new AbortController();
  readonly #end: Promise<void>;

  constructor(input: Input) {
    this.#end = this.#take(input);
  }

  get names(): string[] {
    return this.events.map(({ name }) => name);
  }

  /** Waits for so many events; fails by the test's own timeout. */
  async until(count: number): Promise<void> {
    for (let tries = 0; this.events.length < count; tries++) {
      if (tries > 1500) throw new Error(`${this.events.length} of ${count} events came`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#end;
  }

  async #take(input: Input): Promise<void> {
    for await (const { events, position } of input.batches(this.#stop.signal)) {
      this.events.push(...events);
      this.position = position;
    }
  }
}

export class TakenRejects implements RejectSink {
  readonly taken: { source: string; line: number; reason: string; text: string }[] = [];

  add(source: string, rejection: Parameters<RejectSink['add']>[1]): void {
    this.taken.push({ source, ...rejection });
  }
}
