export { isBenchmarkFileDigest, isBenchmarkName } from './benchmark-names.ts';
export { benchmarkFileDigests } from './benchmark-digests.ts';
export { capFamilies, type FamilyCap } from './cap-families.ts';
export { DatasetError, datasetErrorCodes, type DatasetErrorCode } from './errors.ts';
export { familyAliases, normaliseFamily } from './family-names.ts';
export { formatNames, type FormatName } from './formats.ts';
export { type RejectedRow } from './name-pool.ts';
export {
  defaultProcessing,
  processPool,
  type ProcessOptions,
  type ProcessProgress,
} from './process-pool.ts';
export {
  type DropReason,
  type FileReport,
  type ProcessReport,
  type RowCounts,
} from './process-report.ts';
export { type RejectReason } from './raw-row.ts';
export { readDataset, type ReadDatasetOptions, type RejectedDatasetRow } from './read-dataset.ts';
export { defaultRandomSplit, isTrainingName, type RandomSplit } from './split-random.ts';
