import { evaluateScores, type EvaluationReport } from '@degas/evaluation';
import type { OperatingPoint } from '@degas/inference';
import type { TrainedModel } from '@degas/model';

/** The threshold of a model that has no better one. */
export const DEFAULT_THRESHOLD = 0.5;

/** Judged on the names that training kept apart; `sources`, where they are known, in the order of these names. */
export function validationReport(
  { validation }: TrainedModel,
  sources: readonly string[] = validation.families.map(() => 'validation'),
  threshold: number = DEFAULT_THRESHOLD,
): EvaluationReport {
  return evaluateScores({ ...validation, sources, threshold });
}

/** The thresholds that the validation names are enough for, for the manifest. */
export function thresholdsOf({ operatingPoints }: EvaluationReport): OperatingPoint[] {
  return operatingPoints.flatMap(({ level, rate, threshold, benignNames }) =>
    threshold === null ? [] : [{ level, falsePositiveRate: rate, threshold, benignNames }],
  );
}

/** The report in short, for the manifest. */
export function metricsOf({ atThreshold, rocAuc, operatingPoints, names }: EvaluationReport) {
  const { precision, recall, f1, falsePositiveRate, macroRecall } = atThreshold;
  return {
    names: names.total,
    precision,
    recall,
    f1,
    falsePositiveRate,
    macroRecall,
    rocAuc,
    recallAt: Object.fromEntries(
      operatingPoints.map((point) => [
        point.level,
        point.recall === null ? null : { recall: point.recall, macroRecall: point.macroRecall },
      ]),
    ),
  };
}
