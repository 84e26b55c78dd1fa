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
  type FamilyReport,
  type SourceReport,
  type ThresholdReport,
} from './evaluate-scores.ts';
export { macroRecall, recallByFamily, type FamilyRecall } from './family-recall.ts';
export { formatReport } from './format-report.ts';
export { type JudgedNames } from './judged-names.ts';
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
export { rocAuc, rocCurve, rocPoints, type RocPoint } from './roc.ts';
