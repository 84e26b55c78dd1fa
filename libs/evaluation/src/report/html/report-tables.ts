import type { ModelComparison } from '../../compare/compare-models.ts';
import type { EvaluationReport } from '../../evaluate-scores.ts';
import type { GroupReport } from '../../metrics/group-report.ts';
import { levels } from '../../metrics/operating-points.ts';
import type { AttackResult } from '../../robustness/robustness.ts';
import {
  ABSENT,
  count,
  formatThreshold,
  familyName,
  formatRate,
  range,
  rate,
} from '../format-number.ts';
import { formatPValue } from '../text/format-additions.ts';
import type { Table } from './table.ts';

export function confusionTable({ atThreshold }: EvaluationReport): Table {
  const { confusion } = atThreshold;
  return {
    caption: `Outcomes at threshold ${formatThreshold(atThreshold.threshold)}`,
    head: ['Names', 'Called DGA', 'Called benign', 'Skipped'],
    rows: [
      [
        'DGA',
        count(confusion.truePositives),
        count(confusion.falseNegatives - confusion.skippedDga),
        count(confusion.skippedDga),
      ],
      [
        'Benign',
        count(confusion.falsePositives),
        count(confusion.trueNegatives),
        count(confusion.skippedBenign),
      ],
    ],
  };
}

export function metricsTable({ atThreshold, rocAuc, rocAucInterval }: EvaluationReport): Table {
  const { intervals } = atThreshold;
  return {
    caption: `Figures at threshold ${formatThreshold(atThreshold.threshold)}`,
    head: ['Figure', 'Value', '95 % interval'],
    rows: [
      ['F1', formatRate(atThreshold.f1), range(intervals.f1)],
      ['Precision', formatRate(atThreshold.precision), range(intervals.precision)],
      ['Recall', formatRate(atThreshold.recall), range(intervals.recall)],
      [
        'False-positive rate',
        formatRate(atThreshold.falsePositiveRate),
        range(intervals.falsePositiveRate),
      ],
      ['Accuracy', formatRate(atThreshold.accuracy), range(intervals.accuracy)],
      ['Mean recall of families', formatRate(atThreshold.macroRecall), ABSENT],
      ['ROC AUC (any threshold)', formatRate(rocAuc), range(rocAucInterval)],
    ],
  };
}

export function operatingPointTable({ operatingPoints }: EvaluationReport): Table {
  return {
    caption: 'Operating points, their thresholds set on these names',
    head: [
      'Level',
      'Rate',
      'Threshold',
      'Measured rate',
      'Recall',
      '95 % interval',
      'Mean of families',
      '95 % interval',
      'Benign names',
    ],
    rows: operatingPoints.map((point) => [
      point.level,
      rate(point.rate),
      formatThreshold(point.threshold),
      rate(point.falsePositiveRate),
      formatRate(point.recall),
      range(point.recallInterval),
      formatRate(point.macroRecall),
      range(point.macroRecallInterval),
      count(point.benignNames),
    ]),
  };
}

export function givenThresholdTable({ givenThresholds }: EvaluationReport): Table {
  return {
    caption: 'Thresholds set before, on other names',
    head: [
      'Level',
      'Threshold',
      'Measured rate',
      '95 % interval',
      'Recall',
      '95 % interval',
      'Mean of families',
    ],
    rows: givenThresholds.map((point) => [
      point.level,
      formatThreshold(point.threshold),
      rate(point.falsePositiveRate),
      range(point.intervals.falsePositiveRate),
      formatRate(point.recall),
      range(point.intervals.recall),
      formatRate(point.macroRecall),
    ]),
  };
}

export function familyTable({ families, atThreshold }: EvaluationReport): Table {
  return {
    caption: `Recall of each family at threshold ${formatThreshold(atThreshold.threshold)} and at the levels`,
    head: ['Family', 'Names', 'Recall', '95 % interval', ...levels.map((level) => `At ${level}`)],
    rows: families.map((family) => [
      familyName(family.family),
      count(family.names),
      formatRate(family.recall),
      range(family.recallInterval),
      ...levels.map((level) => formatRate(family.recallAt[level])),
    ]),
  };
}

export function groupTable(what: string, groups: readonly GroupReport[]): Table {
  return {
    caption: `By ${what}`,
    head: ['Group', 'Benign', 'False-positive rate', '95 % interval', 'DGA', 'Recall', '95 % interval', 'Skipped'], // prettier-ignore
    rows: groups.map((group) => [
      group.group,
      count(group.benign),
      formatRate(group.falsePositiveRate),
      range(group.falsePositiveRateInterval),
      count(group.dga),
      formatRate(group.recall),
      range(group.recallInterval),
      count(group.skipped),
    ]),
  };
}

export function robustnessTable(results: readonly AttackResult<string>[]): Table {
  const points = Object.keys(results[0]?.recall ?? {});
  return {
    caption: 'Recall before and after each attack',
    head: ['Attack', 'Names', 'Skipped', ...points.map((point) => `At ${point}`)],
    rows: results.map(({ attack, names, skipped, recall }) => [
      attack ?? '(as they are)',
      count(names),
      count(skipped),
      ...points.map((point) => formatRate(recall[point])),
    ]),
  };
}

export function comparisonTable({ models, names, points }: ModelComparison): Table {
  const [first, second] = models;
  return {
    caption: `Names that one model alone classifies correctly, of ${count(names)}, and McNemar’s test`,
    head: ['At', `Only ${first}`, `Only ${second}`, 'Both', 'Neither', 'p'],
    rows: points.map((point) => [
      point.point,
      count(point.onlyFirstRight),
      count(point.onlySecondRight),
      count(point.bothRight),
      count(point.bothWrong),
      formatPValue(point.pValue),
    ]),
  };
}
