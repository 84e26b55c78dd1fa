import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { failureOf, reportLine, type DnsEvent, type ReadOptions } from '@degas/logs';
import { readLogs, STDIN } from '@degas/logs/node';

import { MonitorError } from '../errors.ts';
import type { RejectSink } from './event-reader.ts';
import { eventsOf } from './events-of.ts';
import type { EventBatch, Input, InputStatus } from './input.ts';

export interface ReplayParts {
  readonly paths: readonly string[];
  readonly reading: ReadOptions;
  readonly rejects: RejectSink;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** How many times as fast as it was; null for as fast as it goes. */
  readonly speed: number | null;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  /** A line for each log at its end. */
  readonly onSummary: (line: string) => void;
}

/** Milliseconds of the clock that events are given out together of. */
const STEP_MS = 50;

/** Reads recorded logs to their end, in the time of their events. */
export class ReplayInput implements Input {
  readonly name = 'replay';
  readonly #parts: ReplayParts;
  #events = 0;
  #rejected = 0;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  async *batches(signal: AbortSignal): AsyncGenerator<EventBatch> {
    const { paths, reading, stdin, rejects, onSummary } = this.#parts;
    const failures: string[] = [];
    const logs = readLogs(paths, {
      ...reading,
      stdin,
      onReport: (report) => {
        onSummary(reportLine(report));
        const failure = failureOf(report);
        if (failure !== null) failures.push(failure);
      },
    });
    for await (const { source, records } of logs) {
      const name = source === STDIN ? 'standard input' : basename(source);
      const events = eventsOf(records, name, (rejection) => {
        this.#rejected++;
        rejects.add(source, rejection);
      });
      this.#events += events.length;
      yield* this.#inTime(events, signal);
      if (signal.aborted) return;
    }
    if (failures.length > 0) throw new MonitorError('MONITOR_CANNOT_READ', failures.join(' '));
  }

  acknowledge(): Promise<void> {
    return Promise.resolve();
  }

  status(): InputStatus {
    const [events, rejected] = [this.#events, this.#rejected];
    return { name: this.name, events, rejected, lag: null, problem: null };
  }

  #began: { readonly clock: number; readonly time: number } | null = null;

  async *#inTime(events: readonly DnsEvent[], signal: AbortSignal): AsyncGenerator<EventBatch> {
    const { speed, clock } = this.#parts;
    if (speed === null) {
      yield { events, position: null };
      return;
    }
    let from = 0;
    for (const [i, { time }] of events.entries()) {
      if (time === null) continue;
      this.#began ??= { clock: clock(), time };
      const due = this.#began.clock + (time - this.#began.time) / speed;
      const delay = due - clock();
      if (delay < STEP_MS) continue;
      if (i > from) yield { events: events.slice(from, i), position: null };
      from = i;
      await wait(delay, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
    yield { events: events.slice(from), position: null };
  }
}
