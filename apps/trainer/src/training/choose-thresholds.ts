import type { EvaluationReport } from '@degas/evaluation';
import type { OperatingPoint } from '@degas/inference';
import { calibrateModel, type LogitCalibration, type TrainedModel } from '@degas/model';

import { validationSources, type Recipe } from '../recipe/flagship-recipe.ts';
import { falseAlarmsBySource, type FalseAlarms } from './false-alarms.ts';
import { perSourceThresholds } from './per-source-thresholds.ts';
import { DEFAULT_THRESHOLD, thresholdsOf, validationReport } from './validation-report.ts';

/** What a label stands for unless a caller says otherwise: 1 benign name in 1,000 called DGA. */
const DEFAULT_LEVEL = 'medium';

/** A trained model with the thresholds of its labels, and the report at them. */
export interface ThresholdChoice {
  /** Calibrated where a recipe asks for it. */
  readonly trained: TrainedModel;
  readonly calibration: LogitCalibration | null;
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly report: EvaluationReport;
  /** By source, on names that no audit found to be machine-made. */
  readonly falseAlarms: readonly FalseAlarms[];
}

/** Chooses thresholds on the validation names: by source, the strictest of each, where a recipe knows the sources. */
export async function chooseThresholds(
  best: TrainedModel,
  recipe: Recipe | null,
): Promise<ThresholdChoice> {
  if (recipe === null) {
    const report = validationReport(best);
    const operatingPoints = thresholdsOf(report);
    const sources = best.validation.families.map(() => 'validation');
    return {
      trained: best,
      calibration: null,
      threshold: DEFAULT_THRESHOLD,
      operatingPoints,
      report,
      falseAlarms: falseAlarmsBySource(best.validation, sources, operatingPoints),
    };
  }
  const { trained, calibration } = calibrateModel(best);
  const sources = await validationSources(recipe);
  const operatingPoints = perSourceThresholds(trained.validation, sources);
  const threshold =
    operatingPoints.find(({ level }) => level === DEFAULT_LEVEL)?.threshold ?? DEFAULT_THRESHOLD;
  const report = validationReport(trained, sources, threshold);
  const falseAlarms = falseAlarmsBySource(trained.validation, sources, operatingPoints);
  return { trained, calibration, threshold, operatingPoints, report, falseAlarms };
}
