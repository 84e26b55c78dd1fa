import { cohensKappa, wilsonInterval, type Agreement, type Interval } from '@degas/evaluation';

import type { GivenAnswer, MachineReason } from './answer.ts';
import type { SheetName } from './draw-sheet.ts';

/** One reading of a sheet: the answer to each of its names. */
export type Reading = ReadonlyMap<string, GivenAnswer>;

/** What an audit says of a name: why machines made it, or that it can't be told. Names made by people have none. */
export type Verdict = MachineReason | 'machine' | 'unclear';

export interface ReadingComparison {
  /** Over the names of both readings. */
  readonly agreement: Agreement;
  /** By source, the share of the first reading's decoys that it calls machine. */
  readonly decoys: readonly {
    readonly source: string;
    readonly names: number;
    readonly machine: number;
    readonly interval: Interval | null;
  }[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/**
 * Compares readings, one or two, by name; `key` says where the names are from. A name is a machine's where all readings say so, by the
 * first reason given; `unclear` where they differ or one says so. Names that only one reading has count by that one alone.
 */
export function compareReadings(
  key: readonly SheetName[],
  readings: readonly [Reading, ...Reading[]],
): ReadingComparison {
  const [first, second = new Map<string, GivenAnswer>()] = readings;
  const verdicts = new Map<string, Verdict>();
  for (const domain of new Set([...first.keys(), ...second.keys()])) {
    const given = [first.get(domain), second.get(domain)].filter((answer) => answer !== undefined);
    const verdict = verdictOf(given);
    if (verdict !== null) verdicts.set(domain, verdict);
  }
  const both = [...first.keys()].filter((domain) => second.has(domain));
  const answersOf = (reading: Reading): string[] =>
    both.map((domain) => reading.get(domain)?.answer ?? '');
  return {
    agreement: cohensKappa(answersOf(first), answersOf(second)),
    decoys: decoysOf(key, first),
    verdicts,
  };
}

function verdictOf(given: readonly GivenAnswer[]): Verdict | null {
  if (given.every(({ answer }) => answer === 'human')) return null;
  if (!given.every(({ answer }) => answer === 'machine')) return 'unclear';
  return given.find(({ reason }) => reason !== null)?.reason ?? 'machine';
}

function decoysOf(key: readonly SheetName[], reading: Reading): ReadingComparison['decoys'] {
  const counts = new Map<string, { names: number; machine: number }>();
  for (const { domain, source, isDecoy } of key) {
    const given = reading.get(domain);
    if (!isDecoy || given === undefined) continue;
    const count = counts.get(source) ?? { names: 0, machine: 0 };
    count.names++;
    if (given.answer === 'machine') count.machine++;
    counts.set(source, count);
  }
  return [...counts].map(([source, { names: of, machine }]) => {
    return { source, names: of, machine, interval: wilsonInterval(machine, of) };
  });
}
