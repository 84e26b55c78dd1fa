import { type Alert, alertLevels } from './alerts/alert.ts';
import { judgeClient, type JudgedClient, type TrafficJudge } from './alerts/judge-client.ts';
import { TrafficError } from './errors.ts';
import type { DnsAnswer, DnsEvent } from './events/dns-event.ts';
import { clientEvidence } from './evidence/client-evidence.ts';
import { ClientTable } from './evidence/client-table.ts';
import { type KnownName, NameCache } from './evidence/name-cache.ts';
import { Pane } from './evidence/pane.ts';
import { SEEN_BLOCKED, SEEN_FAILED, SEEN_RESOLVED } from './evidence/suspect-list.ts';
import { addCounts, emptyCounts, type TrafficCounts } from './traffic-counts.ts';
import { trafficOptions, type TrafficOptions } from './traffic-options.ts';

/** Which family is known to make a registrable name, if one is. */
export type FindKnownDga = (registrable: string) => string | null;

/** Gets a client that was judged. */
export type VisitClient = (client: JudgedClient) => void;

/** A client that asks for this many different names serves others, whatever the others do. */
const RESOLVER_NAMES = 20_000;
/** Fewer names, or fewer clients, say nothing about who serves whom. */
const FEWEST_RESOLVER_NAMES = 1000;
const FEWEST_CLIENTS = 3;
/** Events that lie so many halves after all others are no progress of time while they are fewer than this. */
const FAR_HALVES = 14;
const FEWEST_AHEAD = 10;
/** The pane of events that have no time. */
const UNTIMED = -1;

const seenBits: Readonly<Record<DnsAnswer, number>> = {
  resolved: SEEN_RESOLVED,
  nxdomain: SEEN_FAILED,
  blocked: SEEN_BLOCKED,
  failed: 0,
};

/**
 * Watches DNS events for infected clients. Time is the events' own; nothing is read but what is given. The order of events
 * within the lateness bound, and how often one is repeated, change nothing.
 *
 * @example
 * const watch = new TrafficWatch(await loadClassifier());
 * for await (const events of batches) {
 *   watch.add(events);
 *   report(watch.advance());
 * }
 * report(watch.finish());
 */
export class TrafficWatch {
  readonly options: TrafficOptions;
  readonly #judge: TrafficJudge;
  readonly #names: NameCache;
  readonly #clients = new ClientTable();
  /** Evidence by half window. */
  readonly #panes = new Map<number, Pane>();
  readonly #counts = emptyCounts();
  readonly #halfMs: number;
  /** Halves before this one are closed. */
  #closedBefore = -Infinity;
  /** What was reported, by alert id. */
  readonly #reported = new Map<string, Alert>();

  constructor(
    judge: TrafficJudge,
    options: Partial<TrafficOptions> = {},
    findKnownDga: FindKnownDga | null = null,
  ) {
    this.options = trafficOptions(options);
    this.#judge = judge;
    this.#halfMs = this.options.windowMs / 2;
    const { allow, maxNames } = this.options;
    this.#names = new NameCache(judge, maxNames, (name) => isAllowed(allow, name), findKnownDga);
  }

  get counts(): TrafficCounts {
    return { ...this.#counts, dropped: { ...this.#counts.dropped }, clients: this.#clients.size };
  }

  /** Takes events in; many at once are scored at once. */
  add(events: readonly DnsEvent[]): void {
    const unknown = new Set<string>();
    const known = events.map(({ name }) => {
      const found = this.#names.get(name);
      if (found === undefined) unknown.add(name);
      return found;
    });
    const learned = this.#names.learn([...unknown]);
    events.forEach((event, i) => {
      const name = known[i] ?? learned.get(event.name);
      if (name !== undefined) this.#addOne(event, name);
    });
  }

  /** Takes the evidence of another watch with the same options in, as if its events had come here. */
  merge(other: TrafficWatch): void {
    if (other.options.windowMs !== this.options.windowMs) {
      throw new TrafficError(
        'TRAFFIC_NOT_MERGEABLE',
        `The other watch has windows of ${other.options.windowMs} ms. Expected ${this.options.windowMs} ms. Give both the same options.`,
      );
    }
    for (const [half, pane] of other.#panes) {
      for (const number of pane.clients) {
        const evidence = pane.evidenceOf(number);
        if (evidence === null) continue;
        this.#pane(half).merge(this.#clientNumber(other.#clients.nameOf(number), 0), evidence);
      }
      this.#pane(half).mergeTotal(pane);
    }
    addCounts(this.#counts, other.#counts);
  }

  /**
   * Closes the windows that no event within the lateness bound can reach any more; returns their new alerts. `visit` gets every
   * client of a window that closes, alert or not; without it, only suspicious ones are judged.
   */
  advance(visit?: VisitClient): Alert[] {
    const settled = Math.floor((this.#reached() - this.options.latenessMs) / this.#halfMs);
    return this.#close(settled, visit);
  }

  /** Returns the new and the stronger alerts of the windows that are open, without closing them. */
  judgeNow(): Alert[] {
    const halves = this.#halves();
    return halves.flatMap((half) => this.#newAlerts(this.#judgeHalf(half, true)));
  }

  /** Judges and closes everything that is left; `visit` as in `advance`. */
  finish(visit?: VisitClient): Alert[] {
    const timed = this.#close(Infinity, visit);
    const untimed = this.#newAlerts(this.#judgeHalf(UNTIMED, visit === undefined), visit);
    this.#panes.delete(UNTIMED);
    return [...timed, ...untimed];
  }

  /** Every client of the open windows, the suspicious ones first, each once with its highest score. */
  judgeAll(): JudgedClient[] {
    const best = new Map<string, JudgedClient>();
    for (const half of [...this.#halves(), UNTIMED]) {
      for (const judged of this.#judgeHalf(half, false)) {
        const held = best.get(judged.client);
        if (held === undefined || judged.score > held.score) best.set(judged.client, judged);
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || (a.client < b.client ? -1 : 1));
  }

  #addOne({ time, client, answer, answers }: DnsEvent, known: KnownName): void {
    const counts = this.#counts;
    counts.events++;
    if (client === null) counts.withoutClient++;
    if (answer === 'blocked') counts.blocked++;
    if (!isEvidence(known)) {
      if (known.dropped !== null) counts.dropped[known.dropped]++;
      return;
    }
    if (known.isExpansion && answer !== 'resolved') {
      counts.dropped.search_suffix++;
      return;
    }
    let half = UNTIMED;
    if (time === null) {
      counts.withoutTime++;
    } else {
      half = Math.floor(time / this.#halfMs);
      if (half < this.#closedBefore) {
        counts.late++;
        return;
      }
    }
    const second = time === null ? 0 : Math.floor(time / 1000);
    const number = this.#clientNumber(client ?? '', second);
    const pane = this.#pane(half);
    if (time !== null) pane.sawEvent(time);
    const sighting = {
      known,
      second,
      seen: answer === null ? 0 : seenBits[answer],
      hasAnswer: answer !== null,
      hasTime: time !== null,
      answers: answer === 'resolved' ? answers : [],
    };
    pane.add(number, sighting);
    pane.addToAll(known, (sighting.seen & SEEN_FAILED) !== 0);
  }

  #clientNumber(client: string, second: number): number {
    let number = this.#clients.find(client);
    if (number === undefined) {
      if (this.#clients.size >= this.options.maxClients) this.#evict();
      number = this.#clients.add(client);
    }
    this.#clients.saw(number, second);
    return number;
  }

  #evict(): void {
    const number = this.#clients.silent();
    if (number < 0) return;
    for (const pane of this.#panes.values()) pane.drop(number);
    this.#clients.remove(number);
    this.#counts.evictedClients++;
  }

  #pane(half: number): Pane {
    let pane = this.#panes.get(half);
    if (pane === undefined) this.#panes.set(half, (pane = new Pane()));
    return pane;
  }

  #halves(): number[] {
    return [...this.#panes.keys()].filter((half) => half !== UNTIMED).sort((a, b) => a - b);
  }

  /** The time up to which events have come. A few far ahead of all others don't count: somebody's clock is wrong. */
  #reached(): number {
    let ahead = 0;
    const halves = this.#halves();
    for (let i = halves.length - 1; i >= 0; i--) {
      const [half = 0, before] = [halves[i], halves[i - 1]];
      const pane = this.#panes.get(half);
      ahead += pane?.events ?? 0;
      const isIsland = before !== undefined && half - before > FAR_HALVES;
      if (!isIsland || ahead >= FEWEST_AHEAD) return pane?.latest ?? -Infinity;
    }
    return -Infinity;
  }

  #close(before: number, visit?: VisitClient): Alert[] {
    const alerts: Alert[] = [];
    for (const half of this.#halves()) {
      if (half >= before) break;
      alerts.push(...this.#newAlerts(this.#judgeHalf(half, visit === undefined), visit));
      // The window that begins with this half is judged when its second one is.
      this.#panes.delete(half - 1);
      if (!this.#panes.has(half + 1)) this.#panes.delete(half);
      this.#closedBefore = half + 1;
      this.#forgetSilent();
    }
    return alerts;
  }

  /** Judges the clients of a half, with what the half before has of them. */
  *#judgeHalf(half: number, onlySuspects: boolean): Iterable<JudgedClient> {
    const pane = this.#panes.get(half);
    if (pane === undefined) return;
    const before = half === UNTIMED ? undefined : this.#panes.get(half - 1);
    const { windowMs } = this.options;
    const start = half === UNTIMED ? null : (half - 1) * this.#halfMs;
    const everyone = pane.total();
    const joined = new Pane();
    for (const number of pane.clients) {
      const isSuspicious = pane.isSuspicious(number) || before?.isSuspicious(number) === true;
      if (onlySuspects && !isSuspicious) continue;
      const held = before?.evidenceOf(number) ?? null;
      const own = pane.evidenceOf(number);
      if (own === null) continue;
      let both = own;
      if (held !== null) {
        joined.clear();
        joined.merge(number, held);
        joined.merge(number, own);
        both = joined.evidenceOf(number) ?? own;
      }
      const evidence = clientEvidence(this.#clients.nameOf(number), start, both);
      const { total } = evidence.all;
      const servesOthers =
        pane.clientCount >= FEWEST_CLIENTS &&
        total >= FEWEST_RESOLVER_NAMES &&
        total >= this.options.resolverShare * everyone;
      const isResolver = servesOthers || total >= RESOLVER_NAMES;
      yield judgeClient(this.#judge, evidence, { isResolver, windowMs });
    }
  }

  /** Those alerts that were not reported yet, or only at a lower level. */
  #newAlerts(judged: Iterable<JudgedClient>, visit?: VisitClient): Alert[] {
    const alerts: Alert[] = [];
    for (const client of judged) {
      visit?.(client);
      const { alert } = client;
      if (alert === null) continue;
      const held = this.#reported.get(alert.id);
      if (held !== undefined && alertLevels.indexOf(alert.level) <= alertLevels.indexOf(held.level))
        continue;
      this.#reported.set(alert.id, alert);
      alerts.push(alert);
    }
    return alerts;
  }

  /** Frees the numbers of clients that no pane has evidence of. */
  #forgetSilent(): void {
    const panes = [...this.#panes.values()];
    for (const number of [...this.#clients.numbers()])
      if (!panes.some((pane) => pane.has(number))) this.#clients.remove(number);
    for (const [id, { window }] of this.#reported)
      if (window !== null && window.end < this.#closedBefore * this.#halfMs)
        this.#reported.delete(id);
  }
}

function isEvidence(known: KnownName): known is KnownName & { readonly registrable: string } {
  return known.registrable !== null;
}

/** Whether a rule names the registrable name or one above it. */
function isAllowed(rules: ReadonlySet<string>, registrable: string): boolean {
  if (rules.size === 0) return false;
  for (let name = registrable; name !== '';) {
    if (rules.has(name)) return true;
    const dot = name.indexOf('.');
    name = dot < 0 ? '' : name.slice(dot + 1);
  }
  return false;
}
