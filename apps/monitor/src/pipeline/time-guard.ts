import type { DnsEvent } from '@degas/traffic';

/** A clock may be an hour wrong, and a network silent over night; a time that is further ahead needs another event to believe it. */
const FAR_MS = 6 * 3_600_000;
/** Events that say the same before a time far ahead is believed. */
const WITNESSES = 3;

/**
 * Keeps events aside whose time is far ahead of all others: one such event would close every window. They are believed once a
 * few more say so, without any of the old time among them; where others contradict them, they count at the time of those. So do the first
 * ones of all. Time here is the events' own.
 */
export class TimeGuard {
  #latest = -Infinity;
  #aside: DnsEvent[];
  #rejected = 0;

  /** Goes on from what an earlier one kept aside. */
  constructor(aside: readonly DnsEvent[] = []) {
    this.#aside = [...aside];
  }

  /** Events whose time nobody else confirmed. */
  get rejected(): number {
    return this.#rejected;
  }

  /** What is kept aside, to be kept with the state: no more than a few events, as plain data. */
  get aside(): readonly DnsEvent[] {
    return this.#aside.map(({ time, client, name, type, answer, answers }) => {
      return { time, client, name, type, answer, answers: [...answers] };
    });
  }

  /** Returns the events whose time is known by now. */
  pass(events: readonly DnsEvent[]): readonly DnsEvent[] {
    const passed: DnsEvent[] = [];
    for (const event of events) {
      const { time } = event;
      if (time === null) passed.push(event);
      else if (!this.#isFar(event)) {
        if (this.#aside.length > 0) passed.push(...this.#disbelieve());
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

  /** Returns what is kept aside, at the latest time that is believed. */
  #disbelieve(): readonly DnsEvent[] {
    const time = this.#latest;
    const aside = this.release();
    this.#rejected += aside.length;
    return aside.map((event) => ({ ...event, time }));
  }

  /** Returns what is kept aside, as it is: nobody comes any more who could say otherwise. */
  release(): readonly DnsEvent[] {
    const aside = this.#aside;
    this.#aside = [];
    return aside;
  }

  #isFar({ time }: DnsEvent): boolean {
    return time !== null && time - this.#latest > FAR_MS;
  }
}
