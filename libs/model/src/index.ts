export { computeDevice, type ComputeDevice } from './backends/compute-device.ts';
export { releaseBackend } from './backends/release-backend.ts';
export { backends, useBackend, type Backend } from './backends/use-backend.ts';
export {
  defaultVersion,
  listModels,
  setDefaultVersion,
  type ModelVersion,
} from './directory/list-models.ts';
export { setCandidateThreshold } from './directory/change-compiled.ts';
export { toLayersFiles } from './exports/layers/layers-files.ts';
export { loadModel, type LoadedModel } from './directory/load-model.ts';
export { readManifest, type Manifest, type ModelDescription } from './directory/manifest.ts';
export { rewriteExports } from './directory/rewrite-exports.ts';
export { saveModel, saveNetwork, type SaveInfo, type SaveOptions } from './directory/save-model.ts';
export { prepareVersion } from './directory/write-directory.ts';
export { ModelError, modelErrorCodes, type ModelErrorCode } from './errors.ts';
export { compile, type CompileInfo } from './exports/compiled/compile.ts';
export {
  exportFormats,
  exportModel,
  type ExportFormat,
  type ExportOptions,
} from './export-model.ts';
export { type NetworkGraph } from './graph/network-graph.ts';
export { readNetwork } from './graph/read-network.ts';
export { importKeras } from './keras/import-keras.ts';
export { toOnnx } from './exports/onnx/to-onnx.ts';
export { servingNames } from './exports/saved-model/add-network.ts';
export { nameSignature, toSavedModel } from './exports/saved-model/to-saved-model.ts';
export { trainForest, type RandomForest } from './forest/random-forest.ts';
export { type Network, type NetworkSettings } from './networks/network.ts';
export { buildNetwork, findNetwork, networks } from './networks/registry.ts';
export { type Fold } from './training/collect-rows.ts';
export { hyphenatedParts } from './training/hyphen-word-counts.ts';
export { TensorBoardLog } from './tensorboard/tensorboard-log.ts';
export { scoreNames } from './score-names.ts';
export { calibrateModel, type LogitCalibration } from './training/calibrate-model.ts';
export { type TrainingProgress, type TrainOptions } from './training/train-options.ts';
export { train } from './training/train.ts';
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
export { addGroupNetwork, type TrainedGroup } from './group/add-group-network.ts';
