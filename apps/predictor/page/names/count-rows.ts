import type { Row } from './verdict-rows.ts';

/** How many names there are of each kind. */
export interface RowCounts {
  readonly names: number;
  /** Called DGA, by level; `listed` are those that a list or the known names decided. */
  readonly dga: {
    readonly high: number;
    readonly medium: number;
    readonly low: number;
    readonly listed: number;
  };
  /** Not called DGA, though they reach LOW or more. */
  readonly suspicious: number;
  readonly benign: number;
  readonly skipped: number;
  /** The families of names that are called DGA, the most frequent first. */
  readonly families: readonly (readonly [family: string, names: number])[];
}

/** How many names are called DGA. */
export const dgaNames = ({ dga: { high, medium, low, listed } }: RowCounts): number =>
  high + medium + low + listed;

export function countRows(rows: readonly Row[]): RowCounts {
  const dga = { high: 0, medium: 0, low: 0, listed: 0 };
  let [suspicious, benign, skipped] = [0, 0, 0];
  const families = new Map<string, number>();
  for (const { label, level, family } of rows) {
    if (label === 'dga') dga[level ?? 'listed']++;
    else if (label === 'skipped') skipped++;
    else if (level === null) benign++;
    else suspicious++;
    if (label === 'dga' && family !== null) families.set(family, (families.get(family) ?? 0) + 1);
  }
  const sorted = [...families].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return { names: rows.length, dga, suspicious, benign, skipped, families: sorted };
}
