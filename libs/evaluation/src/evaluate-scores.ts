import { aucInterval } from './intervals/auc-interval.ts';
import {
  recallIntervalsAtFalsePositiveRate,
  type BootstrapOptions,
} from './intervals/bootstrap.ts';
import type { Interval } from './intervals/wilson.ts';
import { sortByClass, requireSameLength, type LabelledScores } from './labelled-scores.ts';
import { fitTemperature } from './metrics/calibration.ts';
import { macroRecall, recallByFamily } from './metrics/family-recall.ts';
import {
  familyCurves,
  reportFamilies,
  type FamilyCurves,
  type FamilyReport,
} from './metrics/family-report.ts';
import { groupReports, type GroupReport } from './metrics/group-report.ts';
import { poolRareGroups, groupName, lengthGroups } from './metrics/name-groups.ts';
import {
  levels,
  operatingPoints,
  type Level,
  type OperatingPoint,
} from './metrics/operating-points.ts';
import { areProbabilities, reliability, type Reliability } from './metrics/reliability.ts';
import { rocAuc, rocPoints, type RocPoint } from './metrics/roc.ts';
import { scoreHistogram, type HistogramBin } from './metrics/score-histogram.ts';
import { reportThreshold, type ThresholdReport } from './metrics/threshold-report.ts';

export interface EvaluateScoresInput extends LabelledScores {
  /** The family of each DGA name, null where it is benign or not known. */
  readonly families: readonly (string | null)[];
  readonly sources: readonly string[];
  /** The names themselves; with them the report is also by top-level domain and length. */
  readonly domains?: readonly string[];
  /** Names that score at or above it are called DGA in the confusion matrix; default 0.5. */
  readonly threshold?: number;
  /** Thresholds that were set before, on other names (a model's operating points), to be evaluated on these. */
  readonly thresholds?: Readonly<Partial<Record<Level, number>>>;
  /** Seed and number of replicates of the confidence intervals. */
  readonly bootstrap?: BootstrapOptions;
}

/** An operating point with the figures of the families and the bootstrap. */
export type ReportedOperatingPoint = OperatingPoint & {
  readonly macroRecall: number | null;
  readonly recallInterval: Interval | null;
  readonly macroRecallInterval: Interval | null;
};

/** What `report.json` holds: plain values, so that it survives JSON unchanged. Intervals are of 95 %. */
export interface EvaluationReport {
  readonly formatVersion: 1;
  readonly names: {
    readonly total: number;
    readonly benign: number;
    readonly dga: number;
    readonly skippedBenign: number;
    readonly skippedDga: number;
  };
  /** At the report's threshold. */
  readonly atThreshold: ThresholdReport;
  readonly rocAuc: number | null;
  readonly rocAucInterval: Interval | null;
  /** Thresholds set on these very names. */
  readonly operatingPoints: readonly ReportedOperatingPoint[];
  /** Thresholds that were given, measured on these names. */
  readonly givenThresholds: readonly (ThresholdReport & { readonly level: Level })[];
  readonly families: readonly FamilyReport[];
  readonly familyCurves: FamilyCurves;
  readonly sources: readonly GroupReport[];
  /** Empty without `domains`. */
  readonly topLevelDomains: readonly GroupReport[];
  /** By length without the public suffix, short names first; empty without `domains`. */
  readonly lengths: readonly GroupReport[];
  /** Null where scores lie outside [0, 1]. */
  readonly calibration: (Reliability & { readonly temperature: number | null }) | null;
  readonly histogram: readonly HistogramBin[];
  readonly roc: readonly RocPoint[];
}

const DEFAULT_THRESHOLD = 0.5;

/**
 * Judges scores against known labels: everything that a model is reported by, in one plain object.
 *
 * A NaN score is a skipped name. It raises no alarm, so a skipped DGA name is a miss in every recall (pooled,
 * per family, at any false-positive rate) and loses every pair of the AUC; a skipped benign name is counted
 * but left out of every rate.
 *
 * @example
 * const report = evaluateScores({ scores, labels, families, sources });
 * report.operatingPoints.find(({ level }) => level === 'medium')?.recall; // recall at FPR 1e-3
 */
export function evaluateScores(input: EvaluateScoresInput): EvaluationReport {
  const { scores, labels, families, sources, domains, thresholds = {}, bootstrap = {} } = input;
  requireSameLength(scores, families, 'families');
  requireSameLength(scores, sources, 'sources');
  if (domains) requireSameLength(scores, domains, 'domains');

  const names = sortByClass({ scores, labels });
  const threshold = input.threshold ?? DEFAULT_THRESHOLD;
  const atThreshold = reportThreshold(names, families, threshold, bootstrap);
  const { confusion } = atThreshold;
  const points = operatingPoints(names).map((point) =>
    reportOperatingPoint(point, names, families, bootstrap),
  );
  const dga = confusion.truePositives + confusion.falseNegatives;
  const groups = domains?.map(groupName);
  return {
    formatVersion: 1,
    names: {
      total: scores.length,
      benign: scores.length - dga,
      dga,
      skippedBenign: confusion.skippedBenign,
      skippedDga: confusion.skippedDga,
    },
    atThreshold,
    rocAuc: rocAuc(names),
    rocAucInterval: aucInterval(names),
    operatingPoints: points,
    givenThresholds: levels.flatMap((level) => {
      const given = thresholds[level];
      if (given === undefined) return [];
      return [{ level, ...reportThreshold(names, families, given, bootstrap) }];
    }),
    families: reportFamilies(names, families, threshold, {
      low: thresholds.low ?? points[0]?.threshold ?? null,
      medium: thresholds.medium ?? points[1]?.threshold ?? null,
      high: thresholds.high ?? points[2]?.threshold ?? null,
    }),
    familyCurves: familyCurves(names, families),
    sources: groupReports(names, sources, threshold),
    topLevelDomains: groups
      ? groupReports(names, poolRareGroups(groups.map((group) => group.topLevelDomain)), threshold)
      : [],
    lengths: groups
      ? groupReports(
          names,
          groups.map((group) => group.length),
          threshold,
        ).sort((a, b) => lengthGroups.indexOf(a.group) - lengthGroups.indexOf(b.group))
      : [],
    calibration: reportCalibration(names),
    histogram: scoreHistogram(names),
    roc: rocPoints(names),
  };
}

function reportOperatingPoint(
  point: OperatingPoint,
  names: LabelledScores,
  families: readonly (string | null)[],
  bootstrap: BootstrapOptions,
): ReportedOperatingPoint {
  if (point.threshold === null) {
    return { ...point, macroRecall: null, recallInterval: null, macroRecallInterval: null };
  }
  const intervals = recallIntervalsAtFalsePositiveRate(names, families, point.rate, bootstrap);
  return {
    ...point,
    macroRecall: macroRecall(recallByFamily(names, families, point.threshold)),
    recallInterval: intervals.recall,
    macroRecallInterval: intervals.macroRecall,
  };
}

function reportCalibration(names: LabelledScores): EvaluationReport['calibration'] {
  if (!areProbabilities(names.scores)) return null;
  const scoredClasses = new Set(
    names.labels.filter((_, i) => !Number.isNaN(names.scores[i] ?? NaN)),
  );
  return {
    ...reliability(names),
    temperature: scoredClasses.size === 2 ? fitTemperature(names) : null,
  };
}
