import {
  accuracy,
  confusionMatrix,
  f1Score,
  falsePositiveRate,
  precision,
  recall,
  type ConfusionMatrix,
} from './confusion.ts';
import { macroRecall, recallByFamily } from './family-recall.ts';
import { requireSameLength, type JudgedNames } from './judged-names.ts';
import { levels, operatingPoints, type Level, type OperatingPoint } from './operating-points.ts';
import { rocAuc, rocPoints, type RocPoint } from './roc.ts';

export interface EvaluateScoresInput extends JudgedNames {
  /** The family of each DGA name, null where it is benign or not known. */
  readonly families: readonly (string | null)[];
  readonly sources: readonly string[];
  /** Names that score at or above it are called DGA in the confusion matrix; default 0.5. */
  readonly threshold?: number;
  /** Thresholds that were set before, on other names (a model's operating points), to be judged on these. */
  readonly thresholds?: Readonly<Partial<Record<Level, number>>>;
}

/** The figures of one threshold; null where there is nothing to divide by. */
export interface ThresholdReport {
  readonly threshold: number;
  readonly confusion: ConfusionMatrix;
  readonly accuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly falsePositiveRate: number | null;
  /** Mean of the named families' recalls. */
  readonly macroRecall: number | null;
}

export interface FamilyReport {
  /** Null for DGA names whose family is not known. */
  readonly family: string | null;
  readonly names: number;
  readonly skipped: number;
  /** At the report's threshold. */
  readonly recall: number;
  /** At each level's threshold: the one that was given, else the one set on these names; null without any. */
  readonly recallAt: Readonly<Record<Level, number | null>>;
}

export interface SourceReport {
  readonly source: string;
  readonly benign: number;
  readonly dga: number;
  readonly skipped: number;
  /** Null where the source has no DGA names. */
  readonly recall: number | null;
  /** Null where the source has no scored benign names. */
  readonly falsePositiveRate: number | null;
}

/** What `report.json` holds: plain values, so that it survives JSON unchanged. */
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
  /** Thresholds set on these very names. */
  readonly operatingPoints: readonly (OperatingPoint & { readonly macroRecall: number | null })[];
  /** Thresholds that were given, measured on these names. */
  readonly givenThresholds: readonly (ThresholdReport & { readonly level: Level })[];
  readonly families: readonly FamilyReport[];
  readonly sources: readonly SourceReport[];
  readonly roc: readonly RocPoint[];
}

/** A 64-bit threshold such as 0.1 stays as it is: scores widen to 64 bits before they are compared. */
const defaultThreshold = 0.5;

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
  const { scores, labels, families, sources, thresholds = {} } = input;
  requireSameLength(scores, families, 'families');
  requireSameLength(scores, sources, 'sources');
  const atThreshold = reportThreshold(input, input.threshold ?? defaultThreshold);
  const { confusion, threshold } = atThreshold;
  const points = operatingPoints(input).map((point) => ({
    ...point,
    macroRecall:
      point.threshold === null
        ? null
        : macroRecall(recallByFamily(input, families, point.threshold)),
  }));
  const dga = confusion.truePositives + confusion.falseNegatives;
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
    rocAuc: rocAuc(input),
    operatingPoints: points,
    givenThresholds: levels.flatMap((level) => {
      const given = thresholds[level];
      return given === undefined ? [] : [{ level, ...reportThreshold(input, given) }];
    }),
    families: reportFamilies(input, threshold, {
      low: thresholds.low ?? points[0]?.threshold ?? null,
      medium: thresholds.medium ?? points[1]?.threshold ?? null,
      high: thresholds.high ?? points[2]?.threshold ?? null,
    }),
    sources: reportSources(scores, labels, sources, threshold),
    roc: rocPoints(input),
  };
}

function reportThreshold(input: EvaluateScoresInput, threshold: number): ThresholdReport {
  const confusion = confusionMatrix(input, threshold);
  return {
    threshold,
    confusion,
    accuracy: accuracy(confusion),
    precision: precision(confusion),
    recall: recall(confusion),
    f1: f1Score(confusion),
    falsePositiveRate: falsePositiveRate(confusion),
    macroRecall: macroRecall(recallByFamily(input, input.families, threshold)),
  };
}

function reportFamilies(
  input: EvaluateScoresInput,
  threshold: number,
  thresholds: Readonly<Record<Level, number | null>>,
): FamilyReport[] {
  const at = (level: Level) => {
    const value = thresholds[level];
    return value === null ? null : recallByFamily(input, input.families, value);
  };
  const [low, medium, high] = [at('low'), at('medium'), at('high')];
  // Every call lists the same families in the same order, so a row is found by its index.
  return recallByFamily(input, input.families, threshold).map(
    ({ family, names, skipped, recall }, i) => ({
      family,
      names,
      skipped,
      recall,
      recallAt: {
        low: low?.[i]?.recall ?? null,
        medium: medium?.[i]?.recall ?? null,
        high: high?.[i]?.recall ?? null,
      },
    }),
  );
}

function reportSources(
  scores: Float32Array,
  labels: Uint8Array,
  sources: readonly string[],
  threshold: number,
): SourceReport[] {
  const rowsBySource = new Map<string, number[]>();
  for (const [i, source] of sources.entries()) {
    const rows = rowsBySource.get(source);
    if (rows) rows.push(i);
    else rowsBySource.set(source, [i]);
  }
  return [...rowsBySource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, rows]) => {
      const confusion = confusionMatrix(
        {
          scores: Float32Array.from(rows, (row) => scores[row] ?? NaN),
          labels: Uint8Array.from(rows, (row) => labels[row] ?? 0),
        },
        threshold,
      );
      const dga = confusion.truePositives + confusion.falseNegatives;
      return {
        source,
        benign: rows.length - dga,
        dga,
        skipped: confusion.skippedBenign + confusion.skippedDga,
        recall: recall(confusion),
        falsePositiveRate: falsePositiveRate(confusion),
      };
    });
}
