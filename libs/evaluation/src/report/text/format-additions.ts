import type { ModelComparison } from '../../compare/compare-models.ts';
import type { EvaluationReport } from '../../evaluate-scores.ts';
import type { AttackResult } from '../../robustness/robustness.ts';
import { auditedComparison } from '../audited-comparison.ts';
import {
  count,
  formatRate,
  formatThreshold,
  printable,
  TERMINAL_DECIMALS,
} from '../format-number.ts';
import { textTable } from './text-table.ts';

/** Returns the figures of a report beside those without machine-made names, as a text table for a terminal. */
export function formatAudited(raw: EvaluationReport, audited: EvaluationReport): string {
  const { title, head, rows } = auditedComparison(raw, audited, TERMINAL_DECIMALS);
  return `${title}:\n${textTable([head, ...rows])}`;
}

/** Returns the recall before and after each attack as a text table for a terminal. */
export function formatRobustness(results: readonly AttackResult<string>[]): string {
  const points = Object.keys(results[0]?.recall ?? {});
  return textTable([
    ['attack', 'names', 'skipped', ...points.map((point) => `recall at ${point}`)],
    ...results.map(({ attack, names, skipped, recall }) => [
      attack ?? '(none)',
      count(names),
      count(skipped),
      ...points.map((point) => share(recall[point] ?? null)),
    ]),
  ]);
}

/** Returns a comparison of two models as a text table for a terminal. */
export function formatComparison({ models, names, points }: ModelComparison): string {
  const [first, second] = models.map(printable);
  return [
    `${first ?? ''} against ${second ?? ''} on ${count(names)} names, McNemar’s test:`,
    textTable([
      ['at', 'thresholds', 'only first right', 'only second right', 'both', 'neither', 'p'],
      ...points.map((point) => [
        point.point,
        point.thresholds.map(formatThreshold).join(', '),
        count(point.onlyFirstRight),
        count(point.onlySecondRight),
        count(point.bothRight),
        count(point.bothWrong),
        formatPValue(point.pValue),
      ]),
    ]),
  ].join('\n');
}

/** Returns a p-value with two digits. */
export function formatPValue(value: number): string {
  return value < 1e-300 ? '< 1e-300' : value >= 0.01 ? value.toFixed(2) : value.toExponential(1);
}

/** A share with the decimals of a terminal. */
const share = (value: number | null | undefined): string => formatRate(value, TERMINAL_DECIMALS);
