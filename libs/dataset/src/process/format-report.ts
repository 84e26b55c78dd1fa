import type { RowCounts } from './counts.ts';
import type { ProcessReport } from './report.ts';

/** What a table can break the rows down by. */
export const processBreakdowns = ['source', 'family', 'file'] as const;

export type ProcessBreakdown = (typeof processBreakdowns)[number];

/**
 * The report as plain text: rows read, dropped by reason, kept; with a breakdown, also a line for each source,
 * family or file. The figures add up, down and across.
 */
export function formatProcessReport(
  report: ProcessReport,
  breakdown: ProcessBreakdown | null = null,
): string {
  const { rows, dropped, kept, benign, dga } = report;
  const totals = aligned([
    ['rows read', rows],
    ...Object.entries(dropped).map(([reason, count]) => [`dropped: ${reason}`, count] as const),
    ['kept', kept],
    ['kept: benign', benign],
    ['kept: DGA', dga],
  ]);
  if (breakdown === null) return totals;
  const parts: readonly (readonly [string, RowCounts])[] = {
    source: Object.entries(report.bySource),
    family: Object.entries(report.byFamily),
    file: report.files.map((file) => [file.file, file] as const),
  }[breakdown];
  return `${totals}\n\n${aligned([
    [breakdown, 'rows', 'kept', 'dropped', 'by reason'],
    ...parts.map(([name, counts]) => lineOf(name, counts)),
    lineOf('all', report),
  ])}`;
}

type Cells = readonly (string | number)[];

function lineOf(name: string, { rows, kept, dropped }: RowCounts): Cells {
  const reasons = Object.entries(dropped).sort(([, a], [, b]) => b - a);
  const told = reasons.map(([reason, count]) => `${reason} ${count}`).join(', ');
  return [name, rows, kept, rows - kept, told];
}

/** The first column and the fifth to the left, figures to the right. */
function aligned(lines: readonly Cells[]): string {
  const widthOf = (column: number): number =>
    Math.max(...lines.map((cells) => String(cells[column] ?? '').length));
  const widths = [0, 1, 2, 3].map(widthOf);
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? String(cell).padEnd(width) : String(cell).padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
