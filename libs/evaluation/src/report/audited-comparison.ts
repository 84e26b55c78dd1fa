import type { EvaluationReport } from '../evaluate-scores.ts';
import { ABSENT, count, formatRate, formatThreshold, rate } from './format-number.ts';

/** What a report says as its names are labelled, beside the same without benign names that an audit found to be machine-made. */
export interface AuditedComparison {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Returns both figures of each operating point, so that nobody flatters themselves with one of them. */
export function auditedComparison(
  raw: EvaluationReport,
  audited: EvaluationReport,
  decimals?: number,
): AuditedComparison {
  const share = (value: number | null | undefined): string => formatRate(value, decimals);
  const machines = raw.names.benign - audited.names.benign;
  return {
    title: `With and without ${count(machines)} of ${count(raw.names.benign)} benign names that an audit found to be machine-made`,
    head: [
      'At',
      ...['threshold', 'recall', 'mean of families', 'false-positive rate'].flatMap((what) => [
        `${what}, raw`,
        'audited',
      ]),
    ],
    rows: [
      ...raw.operatingPoints.map((point, i) => {
        const other = audited.operatingPoints[i];
        return [
          `${point.level}, set here`,
          formatThreshold(point.threshold),
          formatThreshold(other?.threshold ?? null),
          share(point.recall),
          share(other?.recall),
          share(point.macroRecall),
          share(other?.macroRecall),
          ABSENT,
          ABSENT,
        ];
      }),
      ...raw.givenThresholds.map((point, i) => {
        const other = audited.givenThresholds[i];
        return [
          `${point.level}, the model’s`,
          formatThreshold(point.threshold),
          formatThreshold(other?.threshold ?? null),
          share(point.recall),
          share(other?.recall),
          share(point.macroRecall),
          share(other?.macroRecall),
          rate(point.falsePositiveRate),
          rate(other?.falsePositiveRate),
        ];
      }),
    ],
  };
}
