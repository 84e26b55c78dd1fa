import type { ProcessReport, RowCounts } from '@degas/dataset';
import { textTable } from '@degas/evaluation';

/** What the table can break the rows down by. */
export const processBreakdowns = ['source', 'family', 'file'] as const;

export type ProcessBreakdown = (typeof processBreakdowns)[number];

/**
 * Returns the report as plain text: rows read, dropped by reason, kept; with a breakdown, also a line for each source,
 * family or file. The figures add up, down and across.
 */
export function formatProcessReport(
  report: ProcessReport,
  breakdown: ProcessBreakdown | null = null,
): string {
  const { rows, dropped, kept, benign, dga } = report;
  const totals = textTable([
    ['rows read', String(rows)],
    ...Object.entries(dropped).map(([reason, count]) => [`dropped: ${reason}`, String(count)]),
    ['kept', String(kept)],
    ['kept: benign', String(benign)],
    ['kept: DGA', String(dga)],
  ]);
  if (breakdown === null) return totals;
  const parts: readonly (readonly [string, RowCounts])[] = {
    source: Object.entries(report.bySource),
    family: Object.entries(report.byFamily),
    file: report.files.map((file) => [file.file, file] as const),
  }[breakdown];
  return `${totals}\n\n${textTable(
    [
      [breakdown, 'rows', 'kept', 'dropped', 'by reason'],
      ...parts.map(([name, counts]) => lineOf(name, counts)),
      lineOf('all', report),
    ],
    [0, 4],
  )}`;
}

function lineOf(name: string, { rows, kept, dropped }: RowCounts): string[] {
  const reasons = Object.entries(dropped).sort(([, a], [, b]) => b - a);
  const texts = reasons.map(([reason, count]) => `${reason} ${count}`).join(', ');
  return [name, String(rows), String(kept), String(rows - kept), texts];
}
