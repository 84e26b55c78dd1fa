export { isBenchmarkFileDigest, isBenchmarkName } from './benchmark-names.ts';
export { benchmarkFileDigests } from './benchmark-digests.ts';
export { capFamilies, type FamilyCap } from './cap-families.ts';
export {
  defaultDownload,
  download,
  type DownloadOptions,
  type DownloadReport,
} from './download/download.ts';
export { type DownloadProgress } from './download/fetch-file.ts';
export { type Fetch } from './download/http-source.ts';
export {
  downloadPresets,
  presetAddress,
  type DownloadPreset,
  type PresetOptions,
} from './download/presets.ts';
export { type S3Options } from './download/s3-client.ts';
export { DatasetError, datasetErrorCodes, type DatasetErrorCode } from './errors.ts';
export { familyAliases, normaliseFamily } from './family-names.ts';
export { formatNames, type FormatName } from './formats.ts';
export {
  SHORTEST_TELLING_LABEL,
  type KnownDgaDays,
  type KnownDgaSearch,
} from './known-dga-names.ts';
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
export { formatProcessReport, processBreakdowns, type ProcessBreakdown } from './process-table.ts';
export { type RejectReason } from './raw-row.ts';
export {
  readDataset,
  type DatedDomain,
  type ReadDatasetOptions,
  type RejectedDatasetRow,
} from './read-dataset.ts';
export { defaultRandomSplit, isTrainingName, type RandomSplit } from './split-random.ts';
export { splitByDate, type DateSplit } from './splits/by-date.ts';
export { splitAtRandom } from './splits/by-random.ts';
export { splitBySource, type SourceSplit } from './splits/by-source.ts';
export { splitIntoFolds, defaultFolds, type FoldSplit } from './splits/k-fold.ts';
export { leaveFamiliesOut, unseenFamilies, type FamilySplit } from './splits/leave-families-out.ts';
export { makeSplit, splitNames } from './splits/make-split.ts';
export { splitRows, type SidedRow } from './splits/split-rows.ts';
export { type Split, type SplitRow, type SplitSide } from './splits/split.ts';
export {
  leaveBenignSourcesOut,
  unseenBenignSources,
  unseenCrawl,
  type BenignSourceSplit,
} from './splits/unseen-benign-sources.ts';
export { openTrainingForm } from './training-form/open-training-form.ts';
export { TrainingForm } from './training-form/training-form.ts';
export { type RowGroup, type TrainingFormHeader } from './training-form/training-form-file.ts';
export { writeTrainingForm } from './training-form/write-training-form.ts';
