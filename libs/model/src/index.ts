export { backends, useBackend, type Backend } from './backends/use-backend.ts';
export { ModelError, modelErrorCodes, type ModelErrorCode } from './errors.ts';
export { type Network, type NetworkSettings } from './networks/network.ts';
export { buildNetwork, findNetwork, networks } from './networks/registry.ts';
export { train, type TrainingProgress, type TrainOptions } from './training/train.ts';
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
