import type { EvaluationReport } from '../evaluate-scores.ts';
import { levels } from '../metrics/operating-points.ts';

/** A model in a comparison, with figures that evaluation does not know (parameters, names/s …) by column. */
export interface ComparedModel {
  readonly model: string;
  readonly report: EvaluationReport;
  readonly extra?: Readonly<Record<string, string | number>>;
}

/** Rows of a table for several reports over the same names, the head first: the cells of the seed paper's table. */
export function comparisonTable(models: readonly ComparedModel[]): string[][] {
  const extraColumns = [...new Set(models.flatMap(({ extra = {} }) => Object.keys(extra)))];
  const head = [
    'model',
    'accuracy',
    'F1',
    'ROC AUC',
    'recall at FPR 1e-2',
    'at 1e-3',
    'at 1e-4',
    'macro recall at 1e-3',
    ...extraColumns,
  ];
  const rows = models.map(({ model, report, extra = {} }) => {
    const point = (level: (typeof levels)[number]) =>
      report.operatingPoints.find((candidate) => candidate.level === level);
    return [
      model,
      figure(report.atThreshold.accuracy),
      figure(report.atThreshold.f1),
      figure(report.rocAuc),
      ...levels.map((level) => figure(point(level)?.recall ?? null)),
      figure(point('medium')?.macroRecall ?? null),
      ...extraColumns.map((column) => {
        const value = extra[column];
        return typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '-');
      }),
    ];
  });
  return [head, ...rows];
}

/** Rows as a Markdown table, the first row its head. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/([\\|`*_<>[\]])/g, '\\$1').replace(/\s+/g, ' ')).join(' | ')} |`;
  const rule = `| ${head.map((_, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function figure(value: number | null): string {
  return value === null ? '-' : value.toFixed(4);
}
