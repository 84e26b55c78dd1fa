import { resultOfAlert, type ClientResult, type DnsEvent, type TrafficWatch } from '@degas/traffic';

import type { ResultStream } from './result-stream.ts';

/** Of the events' own time, and where they have none, how many of them come between two looks at the clients. */
const LOOK_MS = 60_000;
const LOOK_EVENTS = 10_000;

/**
 * Judges clients of events in order of time: a client is reported when its evidence is enough, and again when it is
 * enough for a stronger level. When that is depends on the events alone, not on how they arrive.
 */
export class AlertsInTime implements ResultStream {
  readonly #watch: TrafficWatch;
  #nextLook = -Infinity;
  #sinceLook = 0;

  constructor(watch: TrafficWatch) {
    this.#watch = watch;
  }

  get counts(): ResultStream['counts'] {
    return this.#watch.counts;
  }

  take(events: readonly DnsEvent[]): ClientResult[] {
    const results: ClientResult[] = [];
    let from = 0;
    events.forEach(({ time }, i) => {
      this.#sinceLook++;
      const isTime = time !== null && time >= this.#nextLook;
      if (!isTime && this.#sinceLook < LOOK_EVENTS) return;
      this.#watch.add(events.slice(from, i + 1));
      from = i + 1;
      for (const alert of [...this.#watch.judgeChanged(), ...this.#watch.advance()])
        results.push(resultOfAlert(alert));
      this.#sinceLook = 0;
      if (time !== null) this.#nextLook = Math.max(this.#nextLook, time + LOOK_MS);
    });
    this.#watch.add(events.slice(from));
    return results;
  }

  finish(): ClientResult[] {
    return this.#watch.finish().map(resultOfAlert);
  }
}
