export { aucInterval } from './intervals/auc-interval.ts';
export { cohensKappa, type Agreement } from './audit/cohens-kappa.ts';
export {
  candidateThreshold,
  judgeCandidates,
  type CandidateFigures,
  type CandidateSet,
} from './metrics/candidate-sets.ts';
export {
  defaultBootstrap,
  f1Interval,
  recallIntervalsAtFalsePositiveRate,
  type BootstrapOptions,
  type RecallIntervals,
} from './intervals/bootstrap.ts';
export { groupReports, type GroupReport } from './metrics/group-report.ts';
export { fitTemperature } from './metrics/calibration.ts';
export {
  compareModels,
  type ModelComparison,
  type ModelsAtPoint,
  type ScoredModel,
} from './compare/compare-models.ts';
export { markdownTable } from './report/text/markdown-table.ts';
export {
  accuracy,
  confusionMatrix,
  f1Score,
  falsePositiveRate,
  precision,
  recall,
  type ConfusionMatrix,
} from './metrics/confusion.ts';
export { EvaluationError, evaluationErrorCodes, type EvaluationErrorCode } from './errors.ts';
export {
  evaluateScores,
  type EvaluateScoresInput,
  type EvaluationReport,
  type ReportedOperatingPoint,
} from './evaluate-scores.ts';
export { macroRecall, recallByFamily, type FamilyRecall } from './metrics/family-recall.ts';
export { type FamilyCurves, type FamilyReport } from './metrics/family-report.ts';
export {
  formatAudited,
  formatComparison,
  formatRobustness,
} from './report/text/format-additions.ts';
export { formatReport } from './report/text/format-report.ts';
export { wilsonInterval, type Interval } from './intervals/wilson.ts';
export { type LabelledScores } from './labelled-scores.ts';
export { mcnemarTest, type McnemarInput, type McnemarResult } from './compare/mcnemar.ts';
export { groupName, type NameGroups } from './metrics/name-groups.ts';
export {
  MIN_FALSE_POSITIVES,
  levelRates,
  levels,
  operatingPoints,
  recallAtFalsePositiveRate,
  thresholdAtFalsePositiveRate,
  type Level,
  type OperatingPoint,
} from './metrics/operating-points.ts';
export { reliability, type Reliability, type ReliabilityBin } from './metrics/reliability.ts';
export { CHART_WIDTH, colour, renderChart, type Chart } from './report/html/chart.ts';
export { renderChartPage, type ChartPage } from './report/html/render-chart-page.ts';
export { Markup } from './report/html/markup.ts';
export { type Table } from './report/html/table.ts';
export { heatMap, type HeatMapCell } from './report/html/heat-map.ts';
export { renderReport, type RenderReportOptions } from './report/html/render-report.ts';
export { type EpochFigures } from './report/html/training-chart.ts';
export {
  measureRobustness,
  type Attack,
  type AttackResult,
  type RobustnessOptions,
  type Scorer,
} from './robustness/robustness.ts';
export { rocAuc, rocCurve, rocPoints, type RocPoint } from './metrics/roc.ts';
export { scoreHistogram, type HistogramBin } from './metrics/score-histogram.ts';
export { textTable } from './report/text/text-table.ts';
export { type ThresholdReport } from './metrics/threshold-report.ts';
