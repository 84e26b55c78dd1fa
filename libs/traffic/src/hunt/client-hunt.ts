import { type Alert, type AlertLevel, alertLevels, strongestAlerts } from '../alerts/alert.ts';
import type { JudgeAhead } from '../alerts/judge-ahead.ts';
import type { TrafficJudge } from '../alerts/judge-client.ts';
import type { DnsEvent } from '../events/dns-event.ts';
import type { NumberedEvents } from '../events/numbered-events.ts';
import type { FindKnownDga } from '../evidence/name-cache.ts';
import { type ClientResult, resultOfAlert } from '../results/client-result.ts';
import type { TrafficCounts } from '../traffic-counts.ts';
import { TrafficWatch } from '../traffic-watch.ts';
import { allowedNames } from './allowed-names.ts';
import { countsLine } from './counts-line.ts';
import { EveryClient } from './every-client.ts';
import { MOST_HUNTED_NAMES } from './most-names.ts';
import { withClients } from './with-clients.ts';

/** How far logs may be from the order of time: files come in any order, and some are sorted by client. A week. */
const LATENESS_MS = 604_800_000;

export interface HuntOptions {
  /** Milliseconds that evidence of a client is kept together; a day by default. */
  readonly windowMs?: number;
  /** Names that are no evidence, with all below them, as people write them: `*.example.com` is `example.com`. */
  readonly allow?: Iterable<string>;
  readonly findKnownDga?: FindKnownDga | null;
  /** Whether clients without an alert are judged and kept, too. */
  readonly keepsEveryone?: boolean;
}

/** Finds the suspected clients in logs that are read to their end, in any order; what `degas hunt` and the page do with events. */
export class ClientHunt {
  readonly #watch: TrafficWatch;
  readonly #alerts: Alert[] = [];
  readonly #clients = new Set<string>();
  readonly #everyone: EveryClient | null;

  constructor(
    judge: TrafficJudge,
    { windowMs, allow = [], findKnownDga = null, keepsEveryone = false }: HuntOptions = {},
  ) {
    const options = {
      ...(windowMs !== undefined && { windowMs }),
      latenessMs: LATENESS_MS,
      maxNames: MOST_HUNTED_NAMES,
      allow: allowedNames(allow),
    };
    this.#watch = new TrafficWatch(judge, options, findKnownDga);
    this.#everyone = keepsEveryone ? new EveryClient() : null;
  }

  /**
   * Takes the events of a source in and returns them: a list without clients is one client, named after its source. `clients` are all
   * that no batch before had, where somebody knows them already.
   */
  add(
    source: string,
    events: readonly DnsEvent[],
    clients: Iterable<string | null> = events.map(({ client }) => client),
  ): readonly DnsEvent[] {
    const all = withClients(events, source);
    if (all !== events) this.#clients.add(source);
    for (const client of clients) if (client !== null) this.#clients.add(client);
    this.#watch.add(all);
    this.#keep(this.#watch.advance(this.#everyone?.add));
    return all;
  }

  /** Takes events in whose names and clients are numbered. */
  addNumbered(source: string, events: NumberedEvents): void {
    for (const client of events.newClients) this.#clients.add(client);
    if (events.clients.includes(0)) this.#clients.add(source);
    this.#watch.addNumbered(events, source);
    this.#keep(this.#watch.advance(this.#everyone?.add));
  }

  /** Judges what is left; returns the alerts of all windows. `ahead` may share the work with others. */
  finish(ahead?: JudgeAhead): readonly Alert[] {
    this.#keep(this.#watch.finish(this.#everyone?.add, ahead));
    return this.#alerts;
  }

  /** The suspected clients, the most suspicious first, each once; behind them all others, where they are kept. */
  results(least: AlertLevel): ClientResult[] {
    const suspects = this.#suspects(least).map(resultOfAlert);
    return [...suspects, ...(this.#everyone?.others(this.#clients, suspects) ?? [])];
  }

  /** How many clients are suspected. */
  suspected(least: AlertLevel): number {
    return this.#suspects(least).length;
  }

  /** How many clients an event names, whether its names are evidence or not. */
  get clients(): number {
    return this.#clients.size;
  }

  get counts(): TrafficCounts {
    return this.#watch.counts;
  }

  /** What was read and what of it is no evidence, in one line. */
  countsLine(least: AlertLevel): string {
    return countsLine(this.counts, this.clients, this.suspected(least));
  }

  #suspects(least: AlertLevel): Alert[] {
    const from = alertLevels.indexOf(least);
    return strongestAlerts(this.#alerts.filter(({ level }) => alertLevels.indexOf(level) >= from));
  }

  /** One by one: hundreds of thousands at once are more arguments than a call may have. */
  #keep(alerts: readonly Alert[]): void {
    for (const alert of alerts) this.#alerts.push(alert);
  }
}
