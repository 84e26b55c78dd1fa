import { SUSPICIOUS_FROM, UNKNOWN_FAMILY } from '@degas/inference';

import { type Alert, alertLevels } from './alerts/alert.ts';
import { candidateGroup } from './alerts/candidate-group.ts';
import { type JudgeAhead, oneByOne } from './alerts/judge-ahead.ts';
import {
  type ClientCase,
  judgeClient,
  type JudgedClient,
  type TrafficJudge,
} from './alerts/judge-client.ts';
import { TrafficError } from './errors.ts';
import type { DnsAnswer, DnsEvent } from './events/dns-event.ts';
import { type NumberedEvents, readNames } from './events/numbered-events.ts';
import {
  type ClientEvidence,
  clientEvidence,
  withoutSuspects,
} from './evidence/client-evidence.ts';
import { ClientMarks } from './evidence/client-marks.ts';
import {
  decodeClient,
  encodeClient,
  readTable,
  type ReportedAlert,
  tableState,
} from './evidence/client-state.ts';
import { ClientTable } from './evidence/client-table.ts';
import { isAllowed } from './evidence/is-allowed.ts';
import { judgeRanks } from './evidence/judge-queue.ts';
import { type FindKnownDga, type KnownName, NameCache } from './evidence/name-cache.ts';
import { NumberedWords } from './evidence/numbered-words.ts';
import { Pane, type PaneEvidence } from './evidence/pane.ts';
import { SEEN_BLOCKED, SEEN_FAILED, SEEN_RESOLVED } from './evidence/suspect-list.ts';
import { decodeTotals, encodeTotals } from './evidence/watch-totals.ts';
import { WordArena } from './evidence/word-arena.ts';
import { addCounts, emptyCounts, type TrafficCounts } from './traffic-counts.ts';
import { trafficOptions, type TrafficOptions } from './traffic-options.ts';

/** Gets a client that was judged. */
export type VisitClient = (client: JudgedClient) => void;

/** What a watch knows of a client, as bytes; null where nothing is left of it. */
export interface ClientState {
  readonly client: string;
  readonly bytes: Uint8Array | null;
}

/** What a watch knows, in parts: together they are enough to go on elsewhere, or later. */
export interface WatchSnapshot {
  /** All that is known beside the clients. */
  readonly totals: Uint8Array;
  /** May be iterated little by little while the watch goes on, to its end and before the next snapshot. */
  readonly clients: Iterable<ClientState>;
}

/** Clients, judged one by one. */
type Judging = Generator<JudgedClient, void>;

/** A half window that is closing. */
interface Closing {
  readonly half: number;
  readonly judged: Judging;
}

/** A client that asks for this many different names serves others, whatever the others do. */
const RESOLVER_NAMES = 20_000;
/** Fewer names, or fewer clients, say nothing about who serves whom. */
const FEWEST_RESOLVER_NAMES = 1000;
const FEWEST_CLIENTS = 3;
/** Events that lie so many halves after all others are no progress of time while they are fewer than this. */
const FAR_HALVES = 14;
const FEWEST_AHEAD = 10;
const NO_ANSWERS: readonly string[] = [];
/** The number of the client that a pane is for which has no other. */
const ONLY_CLIENT = 0;
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
  readonly #words = new NumberedWords();
  readonly #clients = new ClientTable();
  /** Evidence by half window. */
  readonly #panes = new Map<number, Pane>();
  readonly #counts = emptyCounts();
  readonly #halfMs: number;
  /** Halves before this one take no events any more, and were judged but for the one that is closing. */
  #closedBefore = -Infinity;
  #closing: Closing | null = null;
  /** What was reported, by client. */
  readonly #reported = new Map<string, ReportedAlert[]>();
  /** Alerts that were raised and not given out, by id. */
  readonly #withdrawn = new Map<string, Alert>();
  #allow: ReadonlySet<string>;
  /** Clients that are not in a snapshot as they are now, and those that a snapshot still has: none before the first one. */
  readonly #unsaved = new ClientMarks();
  #gone = new Set<string>();
  #hasSnapshot = false;

  /** `names` are remembered together with other watches that judge by the same. */
  constructor(
    judge: TrafficJudge,
    options: Partial<TrafficOptions> = {},
    findKnownDga: FindKnownDga | null = null,
    names = new NameCache(judge, options, findKnownDga),
  ) {
    this.options = trafficOptions(options);
    this.#judge = judge;
    this.#halfMs = this.options.windowMs / 2;
    this.#allow = this.options.allow;
    this.#names = names;
  }

  get counts(): TrafficCounts {
    return { ...this.#counts, dropped: { ...this.#counts.dropped }, clients: this.#clients.size };
  }

  /** Takes other rules of names that are no evidence: for events that come, and for names that were gathered before. */
  setAllow(rules: ReadonlySet<string>): void {
    this.#allow = rules;
    this.#names.setAllow(rules);
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

  /**
   * Takes the events of one sender in, which numbers names and clients; `nobody` is who asks where no client is named. Rules that are
   * set later don't reach names that are numbered already.
   */
  addNumbered(events: NumberedEvents, nobody: string | null = null): void {
    const { times, clients, names, answers, answerOf } = events;
    const words = this.#words;
    if (events.isReset) words.clear();
    words.add(this.#names.known(readNames(events.newNames)), events.newClients);
    for (let i = 0; i < names.length; i++) {
      const known = words.name(names[i] ?? 0);
      if (known === undefined) continue;
      const at = times[i] ?? NaN;
      const time = Number.isNaN(at) ? null : at;
      const client = clients[i] ?? 0;
      const answer = answerOf[answers[i] ?? 0] ?? null;
      const half = this.#halfOf(time, client > 0 || nobody !== null, answer, known);
      if (half === null || !isEvidence(known)) continue;
      const second = time === null ? 0 : Math.floor(time / 1000);
      const number =
        client > 0 ? this.#placeOf(client, second) : this.#clientNumber(nobody ?? '', second);
      const addresses = keepsAnswers(known, answer) ? events.addressesOf(i) : NO_ANSWERS;
      this.#see(half, number, time, answer, known, addresses);
    }
  }

  /** Takes the evidence of another watch with the same options in, as if its events had come here. */
  merge(other: TrafficWatch): void {
    this.#mustHaveWindow(other.options.windowMs);
    for (const [half, pane] of other.#panes) {
      for (const number of pane.clients()) {
        const evidence = pane.evidenceOf(number);
        if (evidence === null) continue;
        this.#take(half, this.#clientNumber(other.#clients.nameOf(number) ?? '', 0), evidence);
      }
      this.#pane(half).mergeTotal(pane);
    }
    addCounts(this.#counts, other.#counts);
  }

  /**
   * Closes the windows that no event within the lateness bound can reach any more; returns their new alerts. `visit` gets every
   * client of a window that closes, alert or not; without it, only suspicious ones are judged. No more than `most` are judged in one
   * call: while `isClosing`, the next call goes on, and what comes in between is late for that window already.
   */
  advance(visit?: VisitClient, most = Infinity): Alert[] {
    return this.#close(this.#settledBefore(), visit, most);
  }

  /** Whether a window is closed in part. */
  get isClosing(): boolean {
    return this.#closing !== null;
  }

  /** How many half windows no event can reach any more that are not closed yet. */
  get due(): number {
    const settled = this.#settledBefore();
    const due = this.#halves().filter((half) => half >= this.#closedBefore && half < settled);
    return due.length + (this.#closing === null ? 0 : 1);
  }

  /** Returns the new and the stronger alerts of the windows that are open, without closing them. */
  judgeNow(): Alert[] {
    const halves = this.#halves();
    return halves.flatMap((half) => this.#newAlerts(this.#judgeHalf(half, true)));
  }

  /**
   * Like `judgeNow`, of the clients alone whose suspicious names changed since they were judged, and of no more than `most`: the
   * others' turn is at the next call; those with most telling names come first. A client whose names merely became more is not judged before its
   * window closes.
   */
  judgeChanged(most = Infinity): Alert[] {
    const alerts: Alert[] = [];
    let left = most;
    const halves = [...this.#halves(), UNTIMED];
    for (const rank of judgeRanks) {
      for (const half of halves) {
        const unjudged = this.#panes.get(half)?.unjudged;
        while (unjudged !== undefined && left > 0) {
          const number = unjudged.take(rank);
          if (number === undefined) break;
          left--;
          // Its names are in the window that ends with this half, and in the one that begins with it.
          const cases = [half, ...(half === UNTIMED ? [] : [half + 1])].flatMap(
            (one) => this.#caseOf(one, number) ?? [],
          );
          alerts.push(...this.#newAlerts(this.#judged(cases)));
        }
      }
    }
    return alerts;
  }

  /**
   * Takes alerts back that were not given out: they are raised anew whenever their client is judged. Returns how many were not taken
   * back before.
   */
  withdraw(alerts: readonly Alert[]): number {
    const before = this.#withdrawn.size;
    for (const alert of alerts) {
      const { id, client } = alert;
      this.#withdrawn.set(id, alert);
      this.#keepReported(client, (one) => one.id !== id);
    }
    return this.#withdrawn.size - before;
  }

  /** Has `judgeChanged` judge the clients of withdrawn alerts again that are wanted by now. */
  judgeAgain(isWanted: (alert: Alert) => boolean): void {
    for (const [id, alert] of this.#withdrawn) {
      if (!isWanted(alert)) continue;
      this.#withdrawn.delete(id);
      const number = this.#clients.find(alert.client);
      if (number === undefined) continue;
      for (const pane of this.#panes.values()) if (pane.has(number)) pane.unjudged.add(number, 1);
    }
  }

  /** Suspicious and failing names that are held, of all clients. */
  get heldNames(): number {
    return [...this.#panes.values()].reduce((sum, { heldNames }) => sum + heldNames, 0);
  }

  /** How many clients wait for `judgeChanged`. */
  get unjudged(): number {
    let sum = 0;
    for (const { unjudged } of this.#panes.values()) sum += unjudged.size;
    return sum;
  }

  /** How many of them have telling names, and are judged first. */
  get urgent(): number {
    let sum = 0;
    for (const { unjudged } of this.#panes.values()) sum += unjudged.urgent;
    return sum;
  }

  /**
   * Returns what is known, or what of it changed since the last snapshot: a later part of a client replaces an earlier one. A part that is older than the
   * totals does no harm if the events since are added again.
   */
  snapshot(what: 'all' | 'changed' = 'all'): WatchSnapshot {
    this.#hasSnapshot = true;
    if (what === 'all') for (const number of this.#clients.numbers()) this.#unsaved.mark(number);
    const everyone = [...this.#panes].map(
      ([
        half,
        {
          events,
          latest,
          everyone: { arena, distinct },
        },
      ]) => {
        return { half, events, latest, names: tableState(arena, distinct) };
      },
    );
    const totals = encodeTotals({
      windowMs: this.options.windowMs,
      // Where a window is closed in part, all of it is judged again; alerts that were reported are not reported twice.
      closedBefore: this.#closing?.half ?? this.#closedBefore,
      counts: this.#counts,
      everyone,
    });
    return { totals, clients: this.#unsavedClients(this.#unsaved.size) };
  }

  /**
   * Goes on from a snapshot as if its watch had never stopped; for a watch that has no events yet.
   *
   * @throws TrafficError TRAFFIC_SNAPSHOT_UNREADABLE where a part is damaged or of another version, TRAFFIC_NOT_MERGEABLE where the
   *   snapshot is of other windows.
   */
  restore({ totals, clients }: WatchSnapshot): void {
    const { windowMs, closedBefore, counts, everyone } = decodeTotals(totals);
    this.#mustHaveWindow(windowMs);
    this.#hasSnapshot = true;
    this.#closedBefore = closedBefore;
    addCounts(this.#counts, counts);
    const arena = new WordArena();
    for (const { half, events, latest, names } of everyone) {
      const distinct = readTable(arena, names);
      this.#pane(half).mergeTotal({ events, latest, everyone: { arena, distinct } });
    }
    for (const { client, bytes } of clients) {
      if (bytes === null) continue;
      let halves = 0;
      const reported = decodeClient(client, bytes, arena, (half, evidence) => {
        // What was saved of a client that fell silent may be of windows that are closed.
        if (!this.#panes.has(half)) return;
        halves++;
        const second = evidence.hasTimes ? evidence.last : 0;
        this.#take(half, this.#clientNumber(client, second), evidence);
      });
      if (halves === 0) this.#gone.add(client);
      else if (reported.length > 0) this.#reported.set(client, reported);
    }
    while (this.#unsaved.take() !== undefined);
  }

  /**
   * Judges and closes everything that is left, and forgets what was numbered; `visit` as in `advance`. `ahead` may share the work with
   * others.
   */
  finish(visit?: VisitClient, ahead?: JudgeAhead): Alert[] {
    this.#words.clear();
    const timed = this.#close(Infinity, visit, Infinity, ahead);
    const untimed = this.#newAlerts(this.#judgeHalf(UNTIMED, visit === undefined, ahead), visit);
    this.#panes.delete(UNTIMED);
    return [...timed, ...untimed];
  }

  /**
   * Returns how many of the registrable names each client asked for, the most first; of the open windows, and as far as a name is
   * among the suspicious or failing ones that are kept of the client.
   */
  whoAskedFor(names: Iterable<string>): { readonly client: string; readonly names: number }[] {
    const wanted = [...names];
    const found = new Map<number, Set<string>>();
    for (const pane of this.#panes.values()) {
      pane.eachAsker(wanted, (client, name) => {
        const of = found.get(client);
        if (of === undefined) found.set(client, new Set([name]));
        else of.add(name);
      });
    }
    return [...found]
      .map(([number, of]) => ({ client: this.#clients.nameOf(number) ?? '', names: of.size }))
      .sort((a, b) => b.names - a.names || (a.client < b.client ? -1 : 1));
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

  #mustHaveWindow(windowMs: number): void {
    if (windowMs === this.options.windowMs) return;
    throw new TrafficError(
      'TRAFFIC_NOT_MERGEABLE',
      `The other watch has windows of ${windowMs} ms. Expected ${this.options.windowMs} ms. Give both the same options.`,
    );
  }

  /** Takes evidence of a client in. */
  #take(half: number, number: number, evidence: PaneEvidence): void {
    this.#pane(half).merge(number, evidence);
    this.#unsaved.mark(number);
  }

  *#unsavedClients(count: number): Iterable<ClientState> {
    const gone = this.#gone;
    this.#gone = new Set();
    for (const client of gone)
      if (this.#clients.find(client) === undefined) yield { client, bytes: null };
    for (let left = count; left > 0; left--) {
      const number = this.#unsaved.take();
      if (number === undefined) return;
      const client = this.#clients.nameOf(number);
      if (client === null) continue;
      const evidence = [...this.#panes].flatMap(([half, pane]) => {
        const one = pane.evidenceOf(number);
        return one === null ? [] : [[half, one] as const];
      });
      yield { client, bytes: encodeClient(evidence, this.#reported.get(client) ?? []) };
    }
  }

  #addOne(event: DnsEvent, known: KnownName): void {
    const { time, client, answer } = event;
    const half = this.#halfOf(time, client !== null, answer, known);
    if (half === null || !isEvidence(known)) return;
    const second = time === null ? 0 : Math.floor(time / 1000);
    const number = this.#clientNumber(client ?? '', second);
    // Read only where they are kept: an event may have them packed.
    const answers = keepsAnswers(known, answer) ? event.answers : NO_ANSWERS;
    this.#see(half, number, time, answer, known, answers);
  }

  /** Counts an event; returns the half window that it is evidence in, null where it is none. */
  #halfOf(
    time: number | null,
    hasClient: boolean,
    answer: DnsAnswer | null,
    known: KnownName,
  ): number | null {
    const counts = this.#counts;
    counts.events++;
    if (!hasClient) counts.withoutClient++;
    if (answer === 'blocked') counts.blocked++;
    if (!isEvidence(known)) {
      if (known.dropped !== null) counts.dropped[known.dropped]++;
      return null;
    }
    if (known.isExpansion && answer !== 'resolved') {
      counts.dropped.search_suffix++;
      return null;
    }
    if (time === null) {
      counts.withoutTime++;
      return UNTIMED;
    }
    const half = Math.floor(time / this.#halfMs);
    if (half >= this.#closedBefore) return half;
    counts.late++;
    return null;
  }

  #see(
    half: number,
    number: number,
    time: number | null,
    answer: DnsAnswer | null,
    known: KnownName & { readonly registrable: string },
    answers: readonly string[],
  ): void {
    const pane = this.#pane(half);
    if (time !== null) pane.sawEvent(time);
    const seen = answer === null ? 0 : seenBits[answer];
    pane.add(number, {
      known,
      second: time === null ? 0 : Math.floor(time / 1000),
      seen,
      hasAnswer: answer !== null,
      hasTime: time !== null,
      answers,
    });
    this.#unsaved.mark(number);
    pane.addToAll(known, (seen & SEEN_FAILED) !== 0);
  }

  /** The number in the table of clients of one that its sender numbered. */
  #placeOf(client: number, second: number): number {
    const words = this.#words;
    const text = words.client(client);
    const before = words.placeOf(client);
    // Another one may have it by now, if the client had to make room.
    if (this.#clients.nameOf(before) === text) {
      this.#clients.saw(before, second);
      return before;
    }
    const place = this.#clientNumber(text, second);
    words.sawAt(client, place);
    return place;
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
    this.#remove(number);
    this.#counts.evictedClients++;
  }

  #remove(number: number): void {
    if (this.#hasSnapshot) this.#gone.add(this.#clients.nameOf(number) ?? '');
    this.#clients.remove(number);
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

  /** Halves before this one can be reached by no event within the lateness bound. */
  #settledBefore(): number {
    return Math.floor((this.#reached() - this.options.latenessMs) / this.#halfMs);
  }

  #close(before: number, visit?: VisitClient, most = Infinity, ahead?: JudgeAhead): Alert[] {
    const alerts: Alert[] = [];
    for (let left = most; left > 0;) {
      this.#closing ??= this.#beginClosing(before, visit, ahead);
      if (this.#closing === null) break;
      const next = this.#closing.judged.next();
      if (next.done === true) this.#endClosing(this.#closing.half);
      else {
        left--;
        alerts.push(...this.#newAlerts([next.value], visit));
      }
    }
    return alerts;
  }

  #beginClosing(before: number, visit?: VisitClient, ahead?: JudgeAhead): Closing | null {
    const half = this.#halves().find((one) => one >= this.#closedBefore);
    if (half === undefined || half >= before) return null;
    this.#closedBefore = half + 1;
    return { half, judged: this.#judgeHalf(half, visit === undefined, ahead) };
  }

  #endClosing(half: number): void {
    this.#closing = null;
    // The window that begins with this half is judged when its second one is.
    for (const one of this.#halves()) if (one < half) this.#panes.delete(one);
    if (!this.#panes.has(half + 1)) this.#panes.delete(half);
    this.#forgetSilent();
  }

  /** Judges the clients of a half, with what the half before has of them. */
  #judgeHalf(half: number, onlySuspects: boolean, ahead?: JudgeAhead): Judging {
    return this.#judged(this.#casesOf(half, onlySuspects), ahead);
  }

  *#judged(cases: Iterable<ClientCase>, ahead: JudgeAhead = oneByOne): Judging {
    for (const [each, logit] of ahead(cases))
      yield judgeClient(this.#judge, each, this.options.windowMs, logit);
  }

  *#casesOf(half: number, onlySuspects: boolean): Iterable<ClientCase> {
    const pane = this.#panes.get(half);
    if (pane === undefined) return;
    const before = half === UNTIMED ? undefined : this.#panes.get(half - 1);
    const joined = before === undefined ? null : new Pane();
    for (const number of pane.clients()) {
      const isSuspicious = pane.isSuspicious(number) || before?.isSuspicious(number) === true;
      if (onlySuspects && !isSuspicious) continue;
      const one = this.#caseOf(half, number, joined);
      if (one !== null) yield one;
    }
  }

  /** A client by what a half and the half before have of it; null where it has no evidence in the half. `given` is used for both. */
  #caseOf(half: number, number: number, given: Pane | null = null): ClientCase | null {
    const pane = this.#panes.get(half);
    const own = pane?.evidenceOf(number) ?? null;
    if (pane === undefined || own === null) return null;
    const before = half === UNTIMED ? undefined : this.#panes.get(half - 1);
    const held = before?.evidenceOf(number) ?? null;
    let both = own;
    if (held !== null) {
      const joined = given ?? new Pane();
      joined.clear();
      joined.merge(ONLY_CLIENT, held);
      joined.merge(ONLY_CLIENT, own);
      both = joined.evidenceOf(ONLY_CLIENT) ?? own;
    }
    const start = half === UNTIMED ? null : (half - 1) * this.#halfMs;
    const evidence = this.#withoutAllowed(
      clientEvidence(this.#clients.nameOf(number) ?? '', start, both),
    );
    const { total } = evidence.all;
    const servesOthers =
      pane.clientCount >= FEWEST_CLIENTS &&
      total >= FEWEST_RESOLVER_NAMES &&
      total >= this.options.resolverShare * pane.total();
    const isResolver = servesOthers || total >= RESOLVER_NAMES;
    return { evidence, isResolver, group: candidateGroup(evidence, isResolver) };
  }

  /** Names that were gathered before they were allowed are no evidence either. */
  #withoutAllowed(evidence: ClientEvidence): ClientEvidence {
    const allow = this.#allow;
    if (allow.size === 0 || allow === this.options.allow) return evidence;
    return withoutSuspects(evidence, ({ registrable }) => isAllowed(allow, registrable));
  }

  /** Those alerts that were not reported yet, or only at a lower level or without a family. */
  #newAlerts(judged: Iterable<JudgedClient>, visit?: VisitClient): Alert[] {
    const alerts: Alert[] = [];
    for (const client of judged) {
      visit?.(client);
      const { alert } = client;
      if (alert === null) continue;
      const { id, level, family } = alert;
      const reported = this.#reported.get(client.client) ?? [];
      const held = reported.find((one) => one.id === id);
      const isNamed = family !== UNKNOWN_FAMILY;
      if (held !== undefined) {
        const more = alertLevels.indexOf(level) - alertLevels.indexOf(held.level);
        const isNamedNow = isNamed && !held.isNamed;
        if (more < 0 || (more === 0 && !isNamedNow)) continue;
      }
      const others = reported.filter((one) => one !== held);
      const end = alert.window?.end ?? null;
      const wasNamed = held?.isNamed ?? false;
      this.#reported.set(client.client, [
        ...others,
        { id, level, end, isNamed: isNamed || wasNamed },
      ]);
      const number = this.#clients.find(client.client);
      if (number !== undefined) this.#unsaved.mark(number);
      alerts.push(alert);
    }
    return alerts;
  }

  /** Frees the numbers of clients that no pane has evidence of. */
  #forgetSilent(): void {
    const panes = [...this.#panes.values()];
    for (const number of [...this.#clients.numbers()])
      if (!panes.some((pane) => pane.has(number))) this.#remove(number);
    const isOpen = (end: number | null): boolean =>
      end === null || end >= this.#closedBefore * this.#halfMs;
    for (const client of [...this.#reported.keys()])
      this.#keepReported(client, ({ end }) => isOpen(end));
    for (const [id, { window }] of this.#withdrawn)
      if (!isOpen(window?.end ?? null)) this.#withdrawn.delete(id);
  }

  #keepReported(client: string, isKept: (alert: ReportedAlert) => boolean): void {
    const kept = (this.#reported.get(client) ?? []).filter(isKept);
    if (kept.length === 0) this.#reported.delete(client);
    else this.#reported.set(client, kept);
  }
}

/** Whether an alert may say what the name resolved to. */
function keepsAnswers({ logit }: KnownName, answer: DnsAnswer | null): boolean {
  return answer === 'resolved' && logit >= SUSPICIOUS_FROM;
}

function isEvidence(known: KnownName): known is KnownName & { readonly registrable: string } {
  return known.registrable !== null;
}
