import type { EvaluationReport } from '../../evaluate-scores.ts';
import type { Interval } from '../../intervals/wilson.ts';
import type { GroupReport } from '../../metrics/group-report.ts';
import { levels } from '../../metrics/operating-points.ts';
import {
  ABSENT,
  count,
  familyName,
  formatRate,
  formatThreshold,
  printable,
  range,
  TERMINAL_DECIMALS,
} from '../format-number.ts';
import { textTable } from './text-table.ts';
/** Returns the report as plain text for a terminal. */
export function formatReport(report: EvaluationReport): string {
  const { names } = report;
  return [
    `${count(names.total)} names: ${count(names.benign)} benign (${count(names.skippedBenign)} skipped), ` +
      `${count(names.dga)} DGA (${count(names.skippedDga)} skipped, counted as misses)`,
    summary(report),
    ...calibrationLine(report),
    operatingPointTable(report),
    ...(report.givenThresholds.length > 0 ? [givenThresholdTable(report)] : []),
    ...(report.families.length > 0 ? [familyTable(report)] : []),
    ...(report.sources.length > 1 ? [groupTable('source', report.sources)] : []),
    ...(report.lengths.length > 1 ? [groupTable('length', report.lengths)] : []),
    ...(report.topLevelDomains.length > 1
      ? [groupTable('top-level domain', report.topLevelDomains)]
      : []),
  ].join('\n\n');
}

function summary({ atThreshold, rocAuc, rocAucInterval }: EvaluationReport): string {
  const { confusion, intervals } = atThreshold;
  return [
    textTable([
      [`at threshold ${formatThreshold(atThreshold.threshold)}`, '', '95 % interval'],
      ['F1', share(atThreshold.f1), interval(intervals.f1)],
      ['precision', share(atThreshold.precision), interval(intervals.precision)],
      ['recall', share(atThreshold.recall), interval(intervals.recall)],
      [
        'false-positive rate',
        share(atThreshold.falsePositiveRate),
        interval(intervals.falsePositiveRate),
      ],
      ['accuracy', share(atThreshold.accuracy), interval(intervals.accuracy)],
      ['macro recall over families', share(atThreshold.macroRecall), ABSENT],
      ['ROC AUC (any threshold)', share(rocAuc), interval(rocAucInterval)],
    ]),
    textTable([
      ['', 'labelled DGA', 'labelled benign', 'skipped'],
      [
        'DGA',
        count(confusion.truePositives),
        count(confusion.falseNegatives - confusion.skippedDga),
        count(confusion.skippedDga),
      ],
      [
        'benign',
        count(confusion.falsePositives),
        count(confusion.trueNegatives),
        count(confusion.skippedBenign),
      ],
    ]),
  ].join('\n\n');
}

function calibrationLine({ calibration }: EvaluationReport): string[] {
  if (calibration === null) return [];
  const { expectedCalibrationError, brierScore, temperature } = calibration;
  return [
    textTable([
      ['calibration', ''],
      ['expected error (ECE)', share(expectedCalibrationError)],
      ['Brier score', share(brierScore)],
      ['temperature that fits best', temperature === null ? ABSENT : temperature.toFixed(3)],
    ]),
  ];
}

function operatingPointTable({ operatingPoints }: EvaluationReport): string {
  const head = [
    'chosen here',
    'FPR',
    'threshold',
    'measured FPR',
    'recall',
    '95 % interval',
    'macro recall',
    'benign',
  ];
  const rows = operatingPoints.map((point) => [
    point.level,
    `≤ ${point.rate.toExponential()}`,
    formatThreshold(point.threshold),
    share(point.falsePositiveRate),
    share(point.recall),
    interval(point.recallInterval),
    share(point.macroRecall),
    count(point.benignNames),
  ]);
  const reasons = operatingPoints.flatMap(({ level, reason }) =>
    reason === null ? [] : [`${level}: ${reason}`],
  );
  return [textTable([head, ...rows]), ...reasons].join('\n');
}

function givenThresholdTable({ givenThresholds }: EvaluationReport): string {
  const head = ['given', 'threshold', 'measured FPR', 'recall', 'macro recall', 'benign'];
  const rows = givenThresholds.map((point) => [
    point.level,
    formatThreshold(point.threshold),
    share(point.falsePositiveRate),
    share(point.recall),
    share(point.macroRecall),
    count(point.confusion.falsePositives + point.confusion.trueNegatives),
  ]);
  return textTable([head, ...rows]);
}

function familyTable({ families }: EvaluationReport): string {
  const head = ['family', 'names', 'recall', ...levels.map((level) => `at ${level}`)];
  const rows = families.map(({ family, names, recall, recallAt }) => [
    printable(familyName(family)),
    count(names),
    share(recall),
    ...levels.map((level) => share(recallAt[level])),
  ]);
  return textTable([head, ...rows]);
}

function groupTable(what: string, groups: readonly GroupReport[]): string {
  const head = [what, 'benign', 'DGA', 'skipped', 'FPR', 'recall'];
  const rows = groups.map((group) => [
    printable(group.group),
    count(group.benign),
    count(group.dga),
    count(group.skipped),
    share(group.falsePositiveRate),
    share(group.recall),
  ]);
  return textTable([head, ...rows]);
}

/** A share with the decimals of a terminal. */
const share = (value: number | null | undefined): string => formatRate(value, TERMINAL_DECIMALS);

const interval = (bounds: Interval | null): string => range(bounds, TERMINAL_DECIMALS);
