export { releaseBackend } from './backends/release-backend.ts';
export { backends, useBackend, type Backend } from './backends/use-backend.ts';
export {
  defaultVersion,
  listModels,
  setDefaultVersion,
  type ModelVersion,
} from './directory/list-models.ts';
export { toLayersFiles } from './directory/layers-files.ts';
export { loadModel, type LoadedModel } from './directory/load-model.ts';
export { readManifest, type Manifest, type ModelDescription } from './directory/manifest.ts';
export { saveModel, saveNetwork, type SaveInfo, type SaveOptions } from './directory/save-model.ts';
export { prepareVersion } from './directory/write-directory.ts';
export { ModelError, modelErrorCodes, type ModelErrorCode } from './errors.ts';
export { compile, type CompileInfo } from './exports/compile.ts';
export {
  exportFormats,
  exportModel,
  type ExportFormat,
  type ExportOptions,
} from './exports/export-model.ts';
export { importKeras } from './exports/import-keras.ts';
export { toOnnx } from './exports/onnx.ts';
export { servingNames, toSavedModel } from './exports/saved-model.ts';
export { trainForest, type RandomForest } from './forest/random-forest.ts';
export { type Network, type NetworkSettings } from './networks/network.ts';
export { buildNetwork, findNetwork, networks } from './networks/registry.ts';
export { type Fold } from './training/collect-rows.ts';
export { joinedWords } from './training/common-words.ts';
export { TensorBoardLog } from './training/tensorboard-log.ts';
export { scoreNames } from './score-names.ts';
export { calibrate, type LogitCalibration } from './training/calibrate.ts';
export { randomBits } from './training/random.ts';
export { train, type TrainingProgress, type TrainOptions } from './training/train.ts';
export {
  type EpochResult,
  type RowCounts,
  type RowSplit,
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
export {
  defaultGroupFitting,
  fitGroupNetwork,
  type GroupFitting,
  type GroupRows,
} from './group/fit-group-network.ts';
