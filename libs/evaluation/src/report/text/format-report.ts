import type { GroupReport } from '../../metrics/group-report.ts';
import type { EvaluationReport } from '../../evaluate-scores.ts';
import { count, cut, figure, printable, range } from './figure-text.ts';
import { levels } from '../../metrics/operating-points.ts';
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
      [`at threshold ${cut(atThreshold.threshold)}`, '', '95 % interval'],
      ['F1', figure(atThreshold.f1), range(intervals.f1)],
      ['precision', figure(atThreshold.precision), range(intervals.precision)],
      ['recall', figure(atThreshold.recall), range(intervals.recall)],
      [
        'false-positive rate',
        figure(atThreshold.falsePositiveRate),
        range(intervals.falsePositiveRate),
      ],
      ['accuracy', figure(atThreshold.accuracy), range(intervals.accuracy)],
      ['macro recall over families', figure(atThreshold.macroRecall), '-'],
      ['ROC AUC (any threshold)', figure(rocAuc), range(rocAucInterval)],
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
      ['expected error (ECE)', figure(expectedCalibrationError)],
      ['Brier score', figure(brierScore)],
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
    cut(point.threshold),
    figure(point.falsePositiveRate),
    figure(point.recall),
    range(point.recallInterval),
    figure(point.macroRecall),
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
    cut(point.threshold),
    figure(point.falsePositiveRate),
    figure(point.recall),
    figure(point.macroRecall),
    count(point.confusion.falsePositives + point.confusion.trueNegatives),
  ]);
  return textTable([head, ...rows]);
}

function familyTable({ families }: EvaluationReport): string {
  const head = ['family', 'names', 'recall', ...levels.map((level) => `at ${level}`)];
  const rows = families.map(({ family, names, recall, recallAt }) => [
    family === null ? '(not known)' : printable(family),
    count(names),
    figure(recall),
    ...levels.map((level) => figure(recallAt[level])),
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
    figure(group.falsePositiveRate),
    figure(group.recall),
  ]);
  return textTable([head, ...rows]);
}
