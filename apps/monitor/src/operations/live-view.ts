import { EventEmitter } from 'node:events';

import type { Alert, DnsEvent, TrafficCounts } from '@degas/traffic';

import type { InputStatus } from '../inputs/input.ts';
import type { OutletCounts } from '../outlets/reliable-outlet.ts';
import { AlertBook } from './alert-book.ts';
import { RateSeries } from './rate-series.ts';

export interface OutletStatus {
  readonly name: string;
  readonly counts: OutletCounts;
}

/** What the monitor tells about itself when it is asked. */
export interface MonitorSource {
  counts(): TrafficCounts;
  inputs(): readonly InputStatus[];
  outlets(): readonly OutletStatus[];
  /** Why it is not ready; null where it is. */
  unready(): string | null;
  /** Other clients that asked for names, the busiest first, as far as they are known. */
  whoAskedFor(names: readonly string[]): readonly { client: string; names: number }[];
}

/** Milliseconds of a step of the rates. */
const STEP_MS = 5000;

/** What happens, as the page and the metrics see it; the monitor tells it of events and alerts. */
export class LiveView {
  readonly book: AlertBook;
  readonly rates = new RateSeries();
  readonly source: MonitorSource;
  readonly #now: () => number;
  readonly #told = new EventEmitter<{ alert: [Alert]; tick: [] }>();
  readonly #alerts = { low: 0, medium: 0, high: 0 };
  #names = 0;
  #failed = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(source: MonitorSource, now: () => number, book = new AlertBook()) {
    this.source = source;
    this.#now = now;
    this.book = book;
    this.#told.setMaxListeners(0);
  }

  get names(): number {
    return this.#names;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Alerts since the start, by level. */
  get alerts(): Readonly<Record<Alert['level'], number>> {
    return this.#alerts;
  }

  /** The largest lag of all inputs; null where none can tell. */
  get lag(): number | null {
    const lags = this.source.inputs().flatMap(({ lag }) => (lag === null ? [] : [lag]));
    return lags.length === 0 ? null : Math.max(...lags);
  }

  observe(events: readonly DnsEvent[]): void {
    this.#names += events.length;
    for (const { answer } of events) if (answer === 'nxdomain') this.#failed++;
  }

  raise(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      this.#alerts[alert.level]++;
      this.book.add(alert, this.#now());
      this.#told.emit('alert', alert);
    }
  }

  /** Begins to take the rates. */
  start(): void {
    this.tick();
    this.#timer ??= setInterval(() => {
      this.tick();
    }, STEP_MS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  tick(): void {
    this.rates.sample(this.#now(), { names: this.#names, failed: this.#failed, lag: this.lag });
    this.#told.emit('tick');
  }

  /** Calls back on each alert and each step. Returns what ends it. */
  listen(onAlert: (alert: Alert) => void, onTick: () => void): () => void {
    this.#told.on('alert', onAlert);
    this.#told.on('tick', onTick);
    return () => {
      this.#told.off('alert', onAlert);
      this.#told.off('tick', onTick);
    };
  }
}
