import { SUSPICIOUS_FROM } from '@degas/inference';

import { AddressLists } from './address-lists.ts';
import {
  addName,
  type DistinctTable,
  emptyTable,
  joinTables,
  touchName,
} from './distinct-names.ts';
import { grown } from './grown.ts';
import { JudgeQueue } from './judge-queue.ts';
import type { KnownName } from './name-cache.ts';
import {
  addSuspect,
  renameSuspects,
  SEEN_FAILED,
  type Suspect,
  suspectsOf,
  type SuspectTable,
} from './suspect-list.ts';
import { WordArena } from './word-arena.ts';

/** Suspicious names that are kept of a client: of all, and of those that failed. */
const MOST_SUSPECTS = 48;
const MOST_FAILING = 96;
/** A name from this logit on is telling: its client is judged before others. */
const TELLING_FROM = 0;
/** Failing names that may be a campaign though none looks suspicious. */
const FEWEST_FAILING = 2;
/** Names that are numbered before those that no client has any more are looked for. */
const FEWEST_NUMBERED = 65_536;

/** Numbers a client: tables of distinct names (0), of suspects (4), of failing suspects (7), then what it did. */
const COLUMNS = 13;
const DISTINCT = 0;
const SUSPECTS = 4;
const FAILING = 7;
const FIRST = 10;
const LAST = 11;
const FLAGS = 12;
/** Whether any of the client's events had an answer, and a time. */
const HAS_ANSWERS = 1;
const HAS_TIMES = 2;

/** A suspicious name that a pane knows by number. */
interface PaneName {
  readonly registrable: string;
  readonly logit: number;
  readonly knownFamily: string | null;
}

const NO_NAME: PaneName = { registrable: '', logit: 0, knownFamily: null };
const NO_ADDRESSES: readonly string[] = [];

/** One look-up as a pane takes it. */
export interface Sighting {
  readonly known: KnownName & { readonly registrable: string };
  /** Seconds since 1970; 0 where there is no time. */
  readonly second: number;
  /** `SEEN_…` of the answer; 0 where there is none. */
  readonly seen: number;
  readonly hasAnswer: boolean;
  readonly hasTime: boolean;
  readonly answers: readonly string[];
}

/** Evidence by client of one stretch of time. What it holds follows from the events alone, whatever their order. */
export class Pane {
  readonly arena = new WordArena();
  /** Events that have a time, and the latest one's, in milliseconds since 1970. */
  events = 0;
  latest = -Infinity;
  /** One more than the row of each client by its number; 0 where it has none. */
  #rowOf = new Uint32Array(64);
  #clientCount = 0;
  readonly #free: number[] = [];
  #columns = new Uint32Array(64 * COLUMNS);
  #rows = 0;
  /** Names of all clients together. */
  readonly #everyone = emptyTable();
  #names: PaneName[] = [];
  #numberOf = new Map<string, number>();
  /** So many names are numbered before those that no client has any more make room. */
  #tidyAt = FEWEST_NUMBERED;
  /** Addresses by client and name. */
  readonly #addresses = new Map<number, Map<number, readonly string[]>>();
  readonly #addressLists = new AddressLists();
  readonly #isBefore = (a: number, b: number): boolean => {
    const [one, other] = [this.#names[a], this.#names[b]];
    if (one === undefined || other === undefined || a === b) return false;
    if (one.logit !== other.logit) return one.logit > other.logit;
    return one.registrable < other.registrable;
  };

  /** Clients whose suspicious names changed since they were judged. */
  readonly unjudged = new JudgeQueue();

  /** Clients that have evidence here. */
  *clients(): Iterable<number> {
    for (let client = 0; client < this.#rowOf.length; client++) if (this.has(client)) yield client;
  }

  get clientCount(): number {
    return this.#clientCount;
  }

  /** Names that are held by number: those that a client has, and about as many that none has any more. */
  get heldNames(): number {
    return this.#names.length;
  }

  has(client: number): boolean {
    return (this.#rowOf[client] ?? 0) > 0;
  }

  add(client: number, sighting: Sighting): void {
    const { known, second, seen, hasAnswer, hasTime, answers } = sighting;
    const from = this.#placeFor(client);
    const columns = this.#columns;
    this.#sawAt(from, second, second, hasTime);
    columns[from + FLAGS] = (columns[from + FLAGS] ?? 0) | (hasAnswer ? HAS_ANSWERS : 0);
    const isFailed = (seen & SEEN_FAILED) !== 0;
    this.#addDistinct(from, known.word, isFailed);
    const isSuspicious = known.logit >= SUSPICIOUS_FROM;
    if (!isSuspicious && !isFailed) return;
    const name = this.#numberFor(known);
    const suspect = { name, first: second, last: second, seen };
    let isNew = false;
    if (isSuspicious) isNew = this.#addSuspect(from + SUSPECTS, suspect, MOST_SUSPECTS);
    if (isFailed) isNew = this.#addSuspect(from + FAILING, suspect, MOST_FAILING) || isNew;
    // Where answers are known, those that failed tell of a campaign.
    const isTelling = known.logit >= TELLING_FROM && (isFailed || !hasAnswer);
    if (isNew) this.unjudged.add(client, isTelling ? 1 : 0);
    if (isSuspicious && answers.length > 0) this.#addAddresses(client, name, answers);
  }

  sawEvent(time: number): void {
    this.events++;
    if (time > this.latest) this.latest = time;
  }

  /** Counts a name among those of all clients. */
  addToAll({ word }: KnownName, isFailed: boolean): void {
    addName(this.arena, this.#everyone, word, isFailed);
  }

  /** Returns how many different names all clients together asked for. */
  total(): number {
    return this.#everyone.names * 2 ** this.#everyone.level;
  }

  /** Names of all clients together. */
  get everyone(): { readonly arena: WordArena; readonly distinct: DistinctTable } {
    return { arena: this.arena, distinct: this.#everyone };
  }

  /** Takes what another pane knows of all clients together in. */
  mergeTotal({ events, latest, everyone }: Pick<Pane, 'events' | 'latest' | 'everyone'>): void {
    joinTables(this.arena, this.#everyone, everyone.arena, everyone.distinct);
    this.events += events;
    this.latest = Math.max(this.latest, latest);
  }

  /** A client's evidence, as plain values; null where there is none. */
  evidenceOf(client: number): PaneEvidence | null {
    if (!this.has(client)) return null;
    const from = this.#placeOf(client);
    const columns = this.#columns;
    const addresses = this.#addresses.get(client);
    const read = (at: number): PaneSuspect[] =>
      suspectsOf(this.arena, this.#suspects(from + at)).map(({ name, first, last, seen }) => {
        const { registrable, logit, knownFamily } = this.#names[name] ?? NO_NAME;
        const resolved = addresses?.get(name) ?? NO_ADDRESSES;
        return { name, first, last, seen, registrable, logit, knownFamily, addresses: resolved };
      });
    const flags = columns[from + FLAGS] ?? 0;
    return {
      arena: this.arena,
      distinct: this.#distinct(from),
      suspects: read(SUSPECTS),
      failing: read(FAILING),
      first: columns[from + FIRST] ?? 0,
      last: columns[from + LAST] ?? 0,
      hasAnswers: (flags & HAS_ANSWERS) !== 0,
      hasTimes: (flags & HAS_TIMES) !== 0,
    };
  }

  /** Whether a client has suspicious names, or some that failed: without, nothing is to be judged. */
  isSuspicious(client: number): boolean {
    if (!this.has(client)) return false;
    const from = this.#placeOf(client);
    const suspects = this.#columns[from + SUSPECTS + 2] ?? 0;
    return suspects > 0 || (this.#columns[from + FAILING + 2] ?? 0) >= FEWEST_FAILING;
  }

  /** Calls `visit` with each client and each of the names that it has among its suspicious or failing ones. */
  eachAsker(names: Iterable<string>, visit: (client: number, name: string) => void): void {
    const wanted = new Map<number, string>();
    for (const name of names) {
      const number = this.#numberOf.get(name);
      if (number !== undefined) wanted.set(number, name);
    }
    if (wanted.size === 0) return;
    for (const client of this.clients()) {
      for (const at of [SUSPECTS, FAILING]) {
        for (const { name } of suspectsOf(this.arena, this.#suspects(this.#placeOf(client) + at))) {
          const found = wanted.get(name);
          if (found !== undefined) visit(client, found);
        }
      }
    }
  }

  /** Takes another pane's evidence of a client in. */
  merge(client: number, evidence: PaneEvidence): void {
    const from = this.#placeFor(client);
    this.#sawAt(from, evidence.first, evidence.last, evidence.hasTimes);
    const columns = this.#columns;
    columns[from + FLAGS] = (columns[from + FLAGS] ?? 0) | (evidence.hasAnswers ? HAS_ANSWERS : 0);
    const table = this.#distinct(from);
    joinTables(this.arena, table, evidence.arena, evidence.distinct);
    this.#keepDistinct(from, table);
    const take = (list: readonly PaneSuspect[], at: number, most: number): void => {
      for (const suspect of list) {
        const name = this.#numberFor(suspect);
        this.#addSuspect(from + at, { ...suspect, name }, most);
        if (suspect.addresses.length > 0) this.#addAddresses(client, name, suspect.addresses);
      }
    };
    take(evidence.suspects, SUSPECTS, MOST_SUSPECTS);
    take(evidence.failing, FAILING, MOST_FAILING);
    const pool = evidence.hasAnswers ? evidence.failing : evidence.suspects;
    this.unjudged.add(client, pool.filter(({ logit }) => logit >= TELLING_FROM).length);
  }

  /** Forgets a client. */
  drop(client: number): void {
    if (!this.has(client)) return;
    const from = this.#placeOf(client);
    for (const at of [DISTINCT, SUSPECTS, FAILING]) {
      const sizeClass = this.#columns[from + at + 1] ?? 0;
      if (sizeClass > 0) this.arena.free(this.#columns[from + at] ?? 0, sizeClass);
    }
    this.#columns.fill(0, from, from + COLUMNS);
    this.#addresses.delete(client);
    this.#rowOf[client] = 0;
    this.#clientCount--;
    this.#free.push(from / COLUMNS);
  }

  /** Forgets everything; the memory is kept. */
  clear(): void {
    this.arena.clear();
    this.events = 0;
    this.latest = -Infinity;
    this.#columns.fill(0, 0, this.#rows * COLUMNS);
    this.#rows = 0;
    this.#rowOf.fill(0);
    this.#clientCount = 0;
    this.#free.length = 0;
    this.#names.length = 0;
    this.#numberOf.clear();
    this.#addresses.clear();
    this.unjudged.clear();
    Object.assign(this.#everyone, emptyTable());
  }

  /** Where a client's columns begin; for one that has some. */
  #placeOf(client: number): number {
    return ((this.#rowOf[client] ?? 1) - 1) * COLUMNS;
  }

  /** Where a client's columns begin, which are made where there are none. */
  #placeFor(client: number): number {
    if (this.has(client)) return this.#placeOf(client);
    const row = this.#free.pop() ?? this.#rows++;
    if ((row + 1) * COLUMNS > this.#columns.length) {
      const columns = new Uint32Array(Math.ceil(this.#columns.length * 1.5));
      columns.set(this.#columns);
      this.#columns = columns;
    }
    if (client >= this.#rowOf.length) {
      this.#rowOf = grown(this.#rowOf, Math.max(client + 1, Math.ceil(this.#rowOf.length * 1.5)));
    }
    this.#rowOf[client] = row + 1;
    this.#clientCount++;
    return row * COLUMNS;
  }

  #sawAt(from: number, first: number, last: number, hasTime: boolean): void {
    const columns = this.#columns;
    if (!hasTime) return;
    const flags = columns[from + FLAGS] ?? 0;
    const isFirst = (flags & HAS_TIMES) === 0;
    columns[from + FLAGS] = flags | HAS_TIMES;
    columns[from + FIRST] = isFirst ? first : Math.min(columns[from + FIRST] ?? 0, first);
    columns[from + LAST] = Math.max(columns[from + LAST] ?? 0, last);
  }

  #distinct(from: number): DistinctTable {
    const columns = this.#columns;
    return {
      at: columns[from + DISTINCT] ?? 0,
      sizeClass: columns[from + DISTINCT + 1] ?? 0,
      names: columns[from + DISTINCT + 2] ?? 0,
      level: columns[from + DISTINCT + 3] ?? 0,
    };
  }

  #addDistinct(from: number, word: number, isFailed: boolean): void {
    const columns = this.#columns;
    const at = columns[from + DISTINCT] ?? 0;
    const sizeClass = columns[from + DISTINCT + 1] ?? 0;
    // Most names were asked for before: nothing changes then, and no object is made to say so.
    if (touchName(this.arena, at, sizeClass, word, isFailed)) return;
    const table = this.#distinct(from);
    addName(this.arena, table, word, isFailed);
    this.#keepDistinct(from, table);
  }

  #keepDistinct(from: number, { at, sizeClass, names, level }: DistinctTable): void {
    const columns = this.#columns;
    columns[from + DISTINCT] = at;
    columns[from + DISTINCT + 1] = sizeClass;
    columns[from + DISTINCT + 2] = names;
    columns[from + DISTINCT + 3] = level;
  }

  #suspects(at: number): SuspectTable {
    const columns = this.#columns;
    return {
      at: columns[at] ?? 0,
      sizeClass: columns[at + 1] ?? 0,
      entries: columns[at + 2] ?? 0,
    };
  }

  #addSuspect(at: number, suspect: Suspect, most: number): boolean {
    const table = this.#suspects(at);
    const isNew = addSuspect(this.arena, table, suspect, most, this.#isBefore);
    const columns = this.#columns;
    columns[at] = table.at;
    columns[at + 1] = table.sizeClass;
    columns[at + 2] = table.entries;
    return isNew;
  }

  #numberFor({
    registrable,
    logit,
    knownFamily,
  }: Omit<PaneName, 'registrable'> & { readonly registrable: string }): number {
    let number = this.#numberOf.get(registrable);
    if (number === undefined) {
      if (this.#names.length >= this.#tidyAt) this.#forgetUnused();
      number = this.#names.length;
      this.#numberOf.set(registrable, number);
      this.#names.push({ registrable, logit, knownFamily });
    }
    return number;
  }

  /** Numbers the names anew that a client's list has: the others had to make room there, or their client is gone. */
  #forgetUnused(): void {
    const before = this.#names;
    const renamed = new Map<number, number>();
    this.#names = [];
    this.#numberOf = new Map();
    const rename = (name: number): number => {
      let number = renamed.get(name);
      const known = before[name];
      if (number === undefined && known !== undefined) {
        renamed.set(name, (number = this.#names.length));
        this.#names.push(known);
        this.#numberOf.set(known.registrable, number);
      }
      return number ?? 0;
    };
    for (const client of this.clients())
      for (const at of [SUSPECTS, FAILING])
        renameSuspects(this.arena, this.#suspects(this.#placeOf(client) + at), rename);
    for (const [client, ofClient] of this.#addresses) {
      const kept = [...ofClient].flatMap(([name, addresses]) => {
        const number = renamed.get(name);
        return number === undefined ? [] : [[number, addresses] as const];
      });
      this.#addresses.set(client, new Map(kept));
    }
    this.#tidyAt = Math.max(FEWEST_NUMBERED, 2 * this.#names.length);
  }

  #addAddresses(client: number, name: number, answers: readonly string[]): void {
    let ofClient = this.#addresses.get(client);
    if (ofClient === undefined)
      this.#addresses.set(client, (ofClient = new Map<number, readonly string[]>()));
    const held = ofClient.get(name) ?? NO_ADDRESSES;
    const list = this.#addressLists.with(held, answers);
    if (list !== held) ofClient.set(name, list);
  }
}

/** A suspicious name of a client in a pane. */
export interface PaneSuspect extends Suspect, PaneName {
  readonly addresses: readonly string[];
}

/** What a pane knows of a client. */
export interface PaneEvidence {
  readonly arena: WordArena;
  readonly distinct: DistinctTable;
  readonly suspects: readonly PaneSuspect[];
  readonly failing: readonly PaneSuspect[];
  readonly first: number;
  readonly last: number;
  readonly hasAnswers: boolean;
  readonly hasTimes: boolean;
}
