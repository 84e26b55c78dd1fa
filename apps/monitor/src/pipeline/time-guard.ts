import type { DnsEvent } from '@degas/traffic';

/** A clock may be an hour wrong, and a network silent over night; a time that is further ahead needs another event to believe it. */
const FAR_MS = 6 * 3_600_000;
/** Events that say the same before a time far ahead is believed. */
const WITNESSES = 3;

/**
 * Keeps events aside whose time is far ahead of all others: one such event would close every window. They are believed once a
 * few more say so, without any of the old time among them; until then they are not lost. Time here is the events' own.
 */
export class TimeGuard {
  #latest = -Infinity;
  #aside: DnsEvent[] = [];
  #rejected = 0;

  /** Events whose time nobody else confirmed. */
  get rejected(): number {
    return this.#rejected;
  }

  /** Returns the events whose time is believed. */
  pass(events: readonly DnsEvent[]): readonly DnsEvent[] {
    if (this.#aside.length === 0 && events.every((event) => !this.#isFar(event))) {
      for (const { time } of events) if (time !== null && time > this.#latest) this.#latest = time;
      return events;
    }
    const passed: DnsEvent[] = [];
    for (const event of events) {
      if (!this.#isFar(event)) {
        this.#rejected += this.#aside.length;
        this.#aside = [];
        this.#latest = Math.max(this.#latest, event.time ?? -Infinity);
        passed.push(event);
        continue;
      }
      this.#aside.push(event);
      if (this.#aside.length <= WITNESSES) continue;
      const times = this.#aside.map(({ time }) => time ?? 0);
      // The earliest of them: one more that is wrong among them must not be believed with the others.
      this.#latest = Math.min(...times);
      const believed = this.#aside.filter((one) => !this.#isFar(one));
      this.#aside = this.#aside.filter((one) => this.#isFar(one));
      for (const { time } of believed) this.#latest = Math.max(this.#latest, time ?? 0);
      passed.push(...believed);
    }
    return passed;
  }

  /** Returns what is kept aside: nobody comes any more who could say otherwise. */
  release(): readonly DnsEvent[] {
    const aside = this.#aside;
    this.#aside = [];
    return aside;
  }

  #isFar({ time }: DnsEvent): boolean {
    return time !== null && this.#latest > -Infinity && time - this.#latest > FAR_MS;
  }
}
