import { registrableName } from '@degas/features';

import { isBenchmarkRegistrable } from '../benchmark/benchmark-names.ts';
import { DateColumn } from '../storage/date-column.ts';
import { StringTable } from '../storage/string-table.ts';
import { emptyCounts, type DropReason, type RowCounts } from './counts.ts';
import { normaliseFamily } from './family-aliases.ts';
import type { RawRow, RejectReason } from './raw-row.ts';

/** The text that a row comes from. */
export interface RowOrigin {
  /** The raw file. */
  readonly file: string;
  /** The same, or `file!member` in an archive. */
  readonly text: string;
  /** The source of rows that name none themselves. */
  readonly source: string;
}

/** The rows of one family in one source of one text, and what became of them. */
export interface GroupCounts extends RowCounts {
  readonly origin: RowOrigin;
  readonly source: string;
  /** Null for lines that could not be read. */
  readonly label: 0 | 1 | null;
  readonly family: string | null;
}

interface NumberedCounts extends GroupCounts {
  readonly number: number;
}

/** A row that is not in the data set. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  /** The row's name, or the line where no name could be read. */
  readonly name: string;
  readonly reason: DropReason;
}

/** Zones under which anyone can register a host; DGA names there are recognised by the label in front. */
const DYNAMIC_DNS = new Set(
  (
    'ddns.net dyndns.org duckdns.org no-ip.org no-ip.biz no-ip.info hopto.org zapto.org sytes.net ' +
    'mooo.com yi.org dynserv.com chickenkiller.com dynu.net dyn.org dnsalias.com co.cc cz.cc'
  ).split(' '),
);

const KEPT = 0;
const BOTH_CLASSES = 1;
const BENCHMARK = 2;
const KNOWN_DGA = 3;

/** Why a name's first row, which was kept so far, is dropped in the end. */
const LATE_REASONS: Readonly<Record<number, DropReason>> = {
  [BOTH_CLASSES]: 'in_both_classes',
  [KNOWN_DGA]: 'known_dga',
};

interface PendingRow {
  readonly host: string;
  readonly tally: NumberedCounts;
  readonly line: number;
  readonly date: string | null;
}

export interface DeduplicatorOptions {
  readonly sharedParentHosts: number;
  /** Minimum length of a DGA name's label. */
  readonly shortestDgaLabel: number;
  /** Whether the days of the sources are kept. */
  readonly dates: boolean;
  readonly onRejected: ((row: RejectedRow) => void) | null;
}

/** Every name once, with the row that brought it; knows why each other row is not kept. */
export class Deduplicator {
  readonly groups: NumberedCounts[] = [];
  /** Zone → rows dropped. */
  readonly sharedParents = new Map<string, number>();
  /** Family → zone → rows. */
  readonly dynamicDns = new Map<string, Map<string, number>>();
  /** Family → benign names that it makes. */
  readonly knownDga = new Map<string, number>();
  namesInBothClasses = 0;

  readonly #options: DeduplicatorOptions;
  readonly #names = new StringTable();
  readonly #dates = new DateColumn();
  /** Most rows belong where the row before did. */
  #lastGroup: NumberedCounts | null = null;
  readonly #groupByKey = new Map<string, NumberedCounts>();
  /** Per name: its first row's tally and line, and its state. */
  #groupOf = new Uint32Array(1 << 15);
  #lineOf = new Uint32Array(1 << 15);
  #stateOf = new Uint8Array(1 << 15);
  /** DGA hosts below a registrable name, until it is known whether others share it. */
  readonly #pending = new Map<string, PendingRow[]>();

  constructor(options: DeduplicatorOptions) {
    this.#options = options;
  }

  get names(): number {
    return this.#names.size;
  }

  /** Counts a line that holds no row. */
  addRejected(origin: RowOrigin, line: number, text: string, reason: RejectReason): void {
    const tally = this.#group(origin, origin.source, null, null);
    tally.rows++;
    this.#drop(tally, line, text, reason);
  }

  add(origin: RowOrigin, line: number, row: Omit<RawRow, 'line'>): void {
    const { registrable, suffix, skipped } = registrableName(row.name);
    const family =
      row.label === 1 ? normaliseFamily(row.family ?? 'unknown', registrable ?? row.name) : null;
    const tally = this.#group(origin, row.source ?? origin.source, row.label, family);
    tally.rows++;
    if (registrable === null) {
      this.#drop(tally, line, row.name, skipped);
      return;
    }
    if (family !== null) {
      if (registrable.indexOf('.') < this.#options.shortestDgaLabel) {
        this.#drop(tally, line, row.name, 'short_label');
        return;
      }
      if (DYNAMIC_DNS.has(suffix)) this.#noteDynamicDns(family, suffix);
      else if (DYNAMIC_DNS.has(registrable)) this.#noteDynamicDns(family, registrable);
      const host = row.name.toLowerCase();
      if (host !== registrable) {
        this.#hold(registrable, { host, tally, line, date: row.date });
        return;
      }
    }
    this.#accept(registrable, tally, line, row.name, row.date);
  }

  /** Judges the names that waited; no row may be added after it. */
  resolvePending(): void {
    for (const [registrable, rows] of this.#pending) {
      for (const { tally, line, host, date } of rows) {
        this.#accept(registrable, tally, line, host, date);
      }
    }
    this.#pending.clear();
  }

  /** A benign name that the family makes is not benign. */
  addKnownDga(name: string, family: string): void {
    const index = this.#names.find(name);
    if (index < 0 || this.#stateOf[index] !== KEPT || this.#tallyAt(index).label !== 0) return;
    this.#stateOf[index] = KNOWN_DGA;
    this.knownDga.set(family, (this.knownDga.get(family) ?? 0) + 1);
  }

  /** Counts what is kept; nothing may be added after it. */
  finish(): void {
    for (let index = 0; index < this.names; index++) {
      const tally = this.#tallyAt(index);
      if (this.#stateOf[index] === KEPT) tally.kept++;
      const reason = LATE_REASONS[this.#stateOf[index] ?? KEPT];
      if (reason === undefined) continue;
      this.#drop(tally, this.#lineOf[index] ?? 0, this.#names.nameAt(index), reason);
      if (reason === 'in_both_classes') this.namesInBothClasses++;
    }
  }

  /** The kept names in the order of their first rows. */
  *kept(): Generator<{
    readonly domain: string;
    readonly tally: GroupCounts;
    readonly date: string | null;
  }> {
    for (let index = 0; index < this.names; index++) {
      if (this.#stateOf[index] !== KEPT) continue;
      yield {
        domain: this.#names.nameAt(index),
        tally: this.#tallyAt(index),
        date: this.#dates.at(index),
      };
    }
  }

  #noteDynamicDns(family: string, zone: string): void {
    const zones = this.dynamicDns.get(family) ?? new Map<string, number>();
    zones.set(zone, (zones.get(zone) ?? 0) + 1);
    this.dynamicDns.set(family, zones);
  }

  /** A zone with several DGA names below it is shared by others, and not a DGA name itself. */
  #hold(parent: string, row: PendingRow): void {
    if (this.sharedParents.has(parent)) {
      this.#dropShared(parent, row);
      return;
    }
    const rows = this.#pending.get(parent) ?? [];
    const same = rows.find(({ host }) => host === row.host);
    if (same !== undefined) {
      this.#dropDuplicate(same.tally, row.tally, row.line, row.host);
      return;
    }
    rows.push(row);
    this.#pending.set(parent, rows);
    if (rows.length >= this.#options.sharedParentHosts) {
      for (const waiting of rows) this.#dropShared(parent, waiting);
      this.#pending.delete(parent);
    }
  }

  #dropShared(parent: string, { host, tally, line }: PendingRow): void {
    this.sharedParents.set(parent, (this.sharedParents.get(parent) ?? 0) + 1);
    this.#drop(tally, line, host, 'shared_parent');
  }

  #accept(
    registrable: string,
    tally: NumberedCounts,
    line: number,
    name: string,
    date: string | null,
  ): void {
    const before = this.names;
    const index = this.#names.add(registrable);
    if (index === before) {
      this.#remember(index, tally, line);
      if (this.#options.dates) this.#dates.remember(index, date);
      if (!isBenchmarkRegistrable(registrable)) return;
      this.#stateOf[index] = BENCHMARK;
      this.#drop(tally, line, name, 'benchmark_name');
      return;
    }
    const first = this.#tallyAt(index);
    if (this.#stateOf[index] === BENCHMARK) this.#drop(tally, line, name, 'benchmark_name');
    else if (first.label === tally.label) this.#dropDuplicate(first, tally, line, name);
    else {
      this.#stateOf[index] = BOTH_CLASSES;
      this.#drop(tally, line, name, 'in_both_classes');
    }
  }

  #remember(index: number, tally: NumberedCounts, line: number): void {
    if (index >= this.#stateOf.length) {
      this.#groupOf = doubled(this.#groupOf);
      this.#lineOf = doubled(this.#lineOf);
      this.#stateOf = doubled(this.#stateOf);
    }
    this.#groupOf[index] = tally.number;
    this.#lineOf[index] = line;
  }

  #dropDuplicate(first: GroupCounts, tally: GroupCounts, line: number, name: string): void {
    const reason = first.family === tally.family ? 'duplicate' : 'duplicate_other_family';
    this.#drop(tally, line, name, reason);
  }

  #drop(tally: GroupCounts, line: number, name: string, reason: DropReason): void {
    tally.dropped[reason] = (tally.dropped[reason] ?? 0) + 1;
    this.#options.onRejected?.({ file: tally.origin.text, line, name, reason });
  }

  #tallyAt(index: number): NumberedCounts {
    const tally = this.groups[this.#groupOf[index] ?? 0];
    if (tally === undefined) throw new RangeError(`no name has the number ${index}`);
    return tally;
  }

  #group(
    origin: RowOrigin,
    source: string,
    label: 0 | 1 | null,
    family: string | null,
  ): NumberedCounts {
    const last = this.#lastGroup;
    if (
      last !== null &&
      last.origin === origin &&
      last.label === label &&
      last.family === family &&
      last.source === source
    ) {
      return last;
    }
    const key = `${origin.text}\n${source}\n${String(label)}\n${family ?? ''}`;
    let tally = this.#groupByKey.get(key);
    if (tally === undefined) {
      tally = { ...emptyCounts(), origin, source, label, family, number: this.groups.length };
      this.groups.push(tally);
      this.#groupByKey.set(key, tally);
    }
    this.#lastGroup = tally;
    return tally;
  }
}

function doubled<T extends Uint8Array | Uint32Array>(old: T): T {
  const larger = (
    old instanceof Uint8Array ? new Uint8Array(old.length * 2) : new Uint32Array(old.length * 2)
  ) as T;
  larger.set(old);
  return larger;
}
