import type { DnsEvent } from '@degas/logs';

const DAY_MS = 86_400_000;

/** Counts days (UTC) and the clients that were active on each; events without a time make one day. */
export class ClientDays {
  readonly #clientsOn = new Map<number, Set<string>>();

  add(events: readonly Pick<DnsEvent, 'time' | 'client'>[]): void {
    for (const { time, client } of events) {
      const day = dayOf(time);
      let clients = this.#clientsOn.get(day);
      if (clients === undefined) this.#clientsOn.set(day, (clients = new Set()));
      clients.add(client ?? '');
    }
  }

  get days(): number {
    return this.#clientsOn.size;
  }

  get clientDays(): number {
    let sum = 0;
    for (const { size } of this.#clientsOn.values()) sum += size;
    return sum;
  }
}

/** The number of a UTC day; -1 for events without a time. */
export function dayOf(time: number | null): number {
  return time === null ? -1 : Math.floor(time / DAY_MS);
}
