import { cohensKappa, wilsonInterval, type Agreement, type Interval } from '@degas/evaluation';

import type { SheetName } from './draw-sheet.ts';
import type { GivenAnswer, MachineReason } from './read-answers.ts';

/** One reading of a sheet: its names in the order shown, and the answer to each. */
export interface Reading {
  readonly names: readonly SheetName[];
  readonly answers: readonly GivenAnswer[];
}

/** What an audit says of a name: why machines made it, or that it can't be told. Names made by people have none. */
export type Verdict = MachineReason | 'machine' | 'unclear';

export interface ReadingComparison {
  /** Over the names of both readings. */
  readonly agreement: Agreement;
  /** Per source, the share of the first reading's decoys that it calls machine. */
  readonly decoys: readonly {
    readonly source: string;
    readonly names: number;
    readonly machine: number;
    readonly interval: Interval | null;
  }[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/**
 * Compares two readings by name. A name is a machine's where both say so, by the first reason given; `unclear` where they differ or
 * either says so. Names that only one reading has count by that one alone.
 */
export function compareReadings(first: Reading, second: Reading): ReadingComparison {
  const other = byDomain(second);
  const verdicts = new Map<string, Verdict>();
  const pairs: [string, string][] = [];
  for (const [domain, given] of byDomain(first)) {
    const again = other.get(domain);
    if (again) pairs.push([given.answer, again.answer]);
    const verdict = verdictOf(given, again ?? given);
    if (verdict !== null) verdicts.set(domain, verdict);
  }
  return {
    agreement: cohensKappa(
      pairs.map(([answer]) => answer),
      pairs.map(([, answer]) => answer),
    ),
    decoys: decoysOf(first),
    verdicts,
  };
}

function byDomain({ names, answers }: Reading): Map<string, GivenAnswer> {
  return new Map(
    names.map(({ domain }, index) => [domain, answers[index] ?? { answer: 'human', reason: null }]),
  );
}

function verdictOf(one: GivenAnswer, other: GivenAnswer): Verdict | null {
  if (one.answer === 'human' && other.answer === 'human') return null;
  if (one.answer !== 'machine' || other.answer !== 'machine') return 'unclear';
  return one.reason ?? other.reason ?? 'machine';
}

function decoysOf({ names, answers }: Reading): ReadingComparison['decoys'] {
  const counts = new Map<string, { names: number; machine: number }>();
  names.forEach(({ source, isDecoy }, index) => {
    if (!isDecoy) return;
    const count = counts.get(source) ?? { names: 0, machine: 0 };
    count.names++;
    if (answers[index]?.answer === 'machine') count.machine++;
    counts.set(source, count);
  });
  return [...counts].map(([source, { names: of, machine }]) => {
    return { source, names: of, machine, interval: wilsonInterval(machine, of) };
  });
}
