import type { DnsEvent } from '@degas/traffic';

/** A clock may be an hour wrong, and a network silent over night; a time that is further ahead needs another event to believe it. */
const FAR_MS = 6 * 3_600_000;
/** Events that say the same before a time far ahead is believed. */
const WITNESSES = 3;

/**
 * Keeps events aside whose time is far ahead of all others: one such event would close every window. They are believed once a
 * few more say so, without any of the old time among them; until then they are not lost. So are the first ones of all. Time here is the
 * events' own.
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
    const passed: DnsEvent[] = [];
    for (const event of events) {
      const { time } = event;
      if (time === null) passed.push(event);
      else if (!this.#isFar(event)) {
        this.#rejected += this.#aside.length;
        if (this.#aside.length > 0) this.#aside = [];
        if (time > this.#latest) this.#latest = time;
        passed.push(event);
      } else passed.push(...this.#keepAside(event));
    }
    return passed;
  }

  /** Returns the events that are believed by now. */
  #keepAside(event: DnsEvent): readonly DnsEvent[] {
    this.#aside.push(event);
    if (this.#aside.length <= WITNESSES) return [];
    // From the earliest of them on: one that is wrong among them must not be believed with the others.
    this.#latest = Math.min(...this.#aside.map(({ time }) => time ?? 0));
    const believed = this.#aside.filter((one) => !this.#isFar(one));
    this.#aside = this.#aside.filter((one) => this.#isFar(one));
    for (const { time } of believed) this.#latest = Math.max(this.#latest, time ?? 0);
    return believed;
  }

  /** Returns what is kept aside: nobody comes any more who could say otherwise. */
  release(): readonly DnsEvent[] {
    const aside = this.#aside;
    this.#aside = [];
    return aside;
  }

  #isFar({ time }: DnsEvent): boolean {
    return time !== null && time - this.#latest > FAR_MS;
  }
}
