import {
  EveryClient,
  resultOfAlert,
  strongestAlerts,
  type ClientResult,
  type DnsEvent,
  type NameCache,
  type TrafficCounts,
  type TrafficWatch,
} from '@degas/traffic';

import type { ResultStream } from './result-stream.ts';

/** Of so many clients that ended it is known whether they come back, which they must not. */
const REMEMBERED = 100_000;

/**
 * Judges clients whose events come together, one client after the other: each by its own events alone, whatever their
 * order. Of one client at a time is anything held.
 */
export class ClientsInTurn implements ResultStream {
  readonly #names: NameCache;
  readonly #open: () => TrafficWatch;
  readonly #ended = new Set<string>();
  #client: string | null = null;
  #watch: TrafficWatch;
  #counts: TrafficCounts;
  #returned = 0;

  /** `open` opens a watch for a client; all of them share what is known of names. */
  constructor(names: NameCache, open: () => TrafficWatch) {
    this.#names = names;
    this.#open = open;
    this.#watch = open();
    this.#counts = this.#watch.counts;
  }

  get counts(): TrafficCounts {
    return this.#counts;
  }

  /** Clients whose events came again after those of others. */
  get returned(): number {
    return this.#returned;
  }

  take(events: readonly DnsEvent[]): ClientResult[] {
    // All names at once, which is far faster than client by client.
    const names = new Set(events.map(({ name }) => name));
    this.#names.learn([...names].filter((name) => this.#names.get(name) === undefined));
    const results: ClientResult[] = [];
    let from = 0;
    events.forEach(({ client }, i) => {
      if (client === this.#client) return;
      this.#watch.add(events.slice(from, i));
      from = i;
      results.push(...this.#end());
      this.#client = client;
    });
    this.#watch.add(events.slice(from));
    return results;
  }

  finish(): ClientResult[] {
    return this.#end();
  }

  #end(): ClientResult[] {
    const client = this.#client;
    if (client === null) return [];
    const watch = this.#watch;
    const everyone = new EveryClient();
    const found = strongestAlerts(watch.finish(everyone.add)).map(resultOfAlert);
    this.#counts = sum(this.#counts, watch.counts);
    this.#watch = this.#open();
    if (this.#ended.has(client)) this.#returned++;
    else if (this.#ended.size < REMEMBERED) this.#ended.add(client);
    return [...found, ...everyone.others([client], found)];
  }
}

function sum(a: TrafficCounts, b: TrafficCounts): TrafficCounts {
  const dropped = Object.fromEntries(
    Object.entries(a.dropped).map(([reason, count]) => [
      reason,
      count + b.dropped[reason as keyof TrafficCounts['dropped']],
    ]),
  ) as TrafficCounts['dropped'];
  return {
    events: a.events + b.events,
    dropped,
    late: a.late + b.late,
    evictedClients: a.evictedClients + b.evictedClients,
    blocked: a.blocked + b.blocked,
    withoutClient: a.withoutClient + b.withoutClient,
    withoutTime: a.withoutTime + b.withoutTime,
    clients: a.clients + 1,
  };
}
