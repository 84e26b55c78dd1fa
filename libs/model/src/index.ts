export { ModelError, modelErrorCodes, type ModelErrorCode } from './errors.ts';
export {
  type EpochResult,
  type RowCounts,
  type SourceRows,
  type TrainedModel,
  type TrainingEnd,
  type ValidationScores,
} from './training/trained-model.ts';
export {
  defaultTraining,
  type LearningRateSchedule,
  type TrainingSettings,
} from './training/training-settings.ts';
