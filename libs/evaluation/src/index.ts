export { aucInterval } from './auc-interval.ts';
export { cohensKappa, type Agreement } from './audit/cohens-kappa.ts';
export {
  candidateSet,
  candidateThreshold,
  judgeCandidates,
  type CandidateFigures,
  type ClassifiedName,
} from './candidate-sets.ts';
export {
  defaultBootstrap,
  f1Interval,
  recallIntervalsAtFalsePositiveRate,
  type BootstrapOptions,
  type RecallIntervals,
} from './bootstrap.ts';
export { breakdown, type GroupReport } from './breakdown.ts';
export { calibrate, fitIsotonic, fitTemperature, type Calibration } from './calibration.ts';
export {
  compareModels,
  type ModelComparison,
  type ModelsAtPoint,
  type ScoredModel,
} from './compare-models.ts';
export { comparisonTable, markdownTable, type ComparedModel } from './comparison.ts';
export {
  accuracy,
  confusionMatrix,
  f1Score,
  falsePositiveRate,
  precision,
  recall,
  type ConfusionMatrix,
} from './confusion.ts';
export { EvaluationError, evaluationErrorCodes, type EvaluationErrorCode } from './errors.ts';
export {
  evaluateScores,
  type EvaluateScoresInput,
  type EvaluationReport,
  type ReportedOperatingPoint,
} from './evaluate-scores.ts';
export { macroRecall, recallByFamily, type FamilyRecall } from './family-recall.ts';
export { type FamilyCurves, type FamilyReport } from './family-report.ts';
export { formatComparison, formatRobustness } from './format-additions.ts';
export { formatReport } from './format-report.ts';
export { wilsonInterval, type Interval } from './interval.ts';
export { type JudgedNames } from './judged-names.ts';
export { mcnemarTest, type McnemarInput, type McnemarResult } from './mcnemar.ts';
export { groupName, type NameGroups } from './name-groups.ts';
export {
  fewestFalseAlarms,
  levelRates,
  levels,
  operatingPoints,
  recallAtFalsePositiveRate,
  thresholdAtFalsePositiveRate,
  type Level,
  type OperatingPoint,
} from './operating-points.ts';
export { reliability, type Reliability, type ReliabilityBin } from './reliability.ts';
export { renderReport, type RenderReportOptions } from './report/render-report.ts';
export { type EpochFigures } from './report/training-chart.ts';
export {
  measureRobustness,
  type Attack,
  type AttackResult,
  type RobustnessOptions,
  type Scorer,
} from './robustness.ts';
export { rocAuc, rocCurve, rocPoints, type RocPoint } from './roc.ts';
export { scoreHistogram, type HistogramBin } from './score-histogram.ts';
export { textTable } from './text-table.ts';
export { type ThresholdReport } from './threshold-report.ts';
