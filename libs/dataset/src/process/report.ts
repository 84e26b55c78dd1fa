import { emptyCounts, type DropReason, type RowCounts } from './counts.ts';
import type { Deduplicator } from './deduplicator.ts';
import type { FileLeftOut } from './list-raw-files.ts';
import type { ReadSource } from './read-raw-rows.ts';

/** `lines` = `header` + `comment` + `blank` + `joined` + `unrelated` + `rows`, where no line has several rows. */
export type FileReport = ReadSource & RowCounts;

/** What `processRawData` did with every row; written as `report.json` next to the data set. */
export interface ProcessReport extends RowCounts {
  readonly formatVersion: 1;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly lines: number;
  /** Names kept, by class. */
  readonly benign: number;
  readonly dga: number;
  /** Names that were found in both classes, and so are in neither. */
  readonly namesInBothClasses: number;
  readonly bySource: Readonly<Record<string, RowCounts>>;
  /** DGA families after normalising. Benign rows are under `benign`, rows that could not be read under `unread`. */
  readonly byFamily: Readonly<Record<string, RowCounts>>;
  /** Rows of families that hide under dynamic-DNS suffixes, where the label in front is the DGA's. */
  readonly dynamicDns: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Zones that the Public Suffix List lacks though DGA names share them: their rows are dropped. */
  readonly sharedParents: Readonly<Record<string, number>>;
  /** Benign names that a family's generator makes, by family: they are dropped. */
  readonly knownDga: Readonly<Record<string, number>>;
  readonly files: readonly FileReport[];
  /** Files and members of archives that were not read: not data or empty, or excluded by the settings. */
  readonly filesLeftOut: {
    readonly ignored: readonly FileLeftOut[];
    readonly excluded: readonly string[];
  };
}

/** The report of a finished pool; every list in a fixed order, so that equal runs give equal bytes. */
export function makeReport(
  settings: ProcessReport['settings'],
  pool: Deduplicator,
  read: readonly ReadSource[],
  filesLeftOut: ProcessReport['filesLeftOut'],
): ProcessReport {
  const total = emptyCounts();
  const kept = { benign: 0, dga: 0 };
  const bySource = new Map<string, RowCounts>();
  const byFamily = new Map<string, RowCounts>();
  const byFile = new Map<string, RowCounts>();
  for (const tally of pool.groups) {
    const family = tally.family ?? (tally.label === 0 ? 'benign' : 'unread');
    addCounts(total, tally);
    addCounts(countsOf(bySource, tally.source), tally);
    addCounts(countsOf(byFamily, family), tally);
    addCounts(countsOf(byFile, tally.origin.text), tally);
    kept[tally.label === 1 ? 'dga' : 'benign'] += tally.kept;
  }
  const files = read.map((file) => ({ ...file, ...sortedCounts(countsOf(byFile, file.file)) }));
  return {
    formatVersion: 1,
    settings,
    lines: read.reduce((sum, { lines }) => sum + lines, 0),
    ...sortedCounts(total),
    ...kept,
    namesInBothClasses: pool.namesInBothClasses,
    bySource: sorted(bySource, sortedCounts),
    byFamily: sorted(byFamily, sortedCounts),
    dynamicDns: sorted(pool.dynamicDns, (zones) => sorted(zones, (count) => count)),
    sharedParents: sorted(pool.sharedParents, (count) => count),
    knownDga: sorted(pool.knownDga, (count) => count),
    files,
    filesLeftOut,
  };
}

function countsOf(map: Map<string, RowCounts>, key: string): RowCounts {
  let counts = map.get(key);
  if (counts === undefined) map.set(key, (counts = emptyCounts()));
  return counts;
}

function addCounts(into: RowCounts, counts: RowCounts): void {
  into.rows += counts.rows;
  into.kept += counts.kept;
  for (const [reason, count] of Object.entries(counts.dropped) as [DropReason, number][]) {
    into.dropped[reason] = (into.dropped[reason] ?? 0) + count;
  }
}

function sortedCounts({ rows, kept, dropped }: RowCounts): RowCounts {
  return { rows, kept, dropped: sorted(new Map(Object.entries(dropped)), (count) => count) };
}

function sorted<T, U>(map: ReadonlyMap<string, T>, valueOf: (value: T) => U): Record<string, U> {
  return Object.fromEntries(
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, valueOf(value)]),
  );
}
