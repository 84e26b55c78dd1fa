import type { EvaluationReport } from '../../evaluate-scores.ts';
import type { GroupReport } from '../../metrics/group-report.ts';
import { levels } from '../../metrics/operating-points.ts';
import { count, formatThreshold, formatRate, printable, range } from './figure-text.ts';
import { textTable } from './text-table.ts';

/** The report as plain text for a terminal. */
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
      ['F1', formatRate(atThreshold.f1), range(intervals.f1)],
      ['precision', formatRate(atThreshold.precision), range(intervals.precision)],
      ['recall', formatRate(atThreshold.recall), range(intervals.recall)],
      [
        'false-positive rate',
        formatRate(atThreshold.falsePositiveRate),
        range(intervals.falsePositiveRate),
      ],
      ['accuracy', formatRate(atThreshold.accuracy), range(intervals.accuracy)],
      ['macro recall over families', formatRate(atThreshold.macroRecall), '-'],
      ['ROC AUC (any threshold)', formatRate(rocAuc), range(rocAucInterval)],
    ]),
    textTable([
      ['', 'called DGA', 'called benign', 'skipped'],
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
      ['expected error (ECE)', formatRate(expectedCalibrationError)],
      ['Brier score', formatRate(brierScore)],
      ['temperature that fits best', temperature === null ? '-' : temperature.toFixed(3)],
    ]),
  ];
}

function operatingPointTable({ operatingPoints }: EvaluationReport): string {
  const head = [
    'set here',
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
    formatRate(point.falsePositiveRate),
    formatRate(point.recall),
    range(point.recallInterval),
    formatRate(point.macroRecall),
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
    formatRate(point.falsePositiveRate),
    formatRate(point.recall),
    formatRate(point.macroRecall),
    count(point.confusion.falsePositives + point.confusion.trueNegatives),
  ]);
  return textTable([head, ...rows]);
}

function familyTable({ families }: EvaluationReport): string {
  const head = ['family', 'names', 'recall', ...levels.map((level) => `at ${level}`)];
  const rows = families.map(({ family, names, recall, recallAt }) => [
    family === null ? '(not known)' : printable(family),
    count(names),
    formatRate(recall),
    ...levels.map((level) => formatRate(recallAt[level])),
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
    formatRate(group.falsePositiveRate),
    formatRate(group.recall),
  ]);
  return textTable([head, ...rows]);
}
