export { isBenchmarkFileDigest, isBenchmarkName } from './benchmark/benchmark-names.ts';
export { benchmarkFileDigests } from './benchmark/benchmark-digests.ts';
export { limitPerFamily, type FamilyLimit } from './splits/limit-per-family.ts';
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
export { familyAliases, normaliseFamily } from './process/family-aliases.ts';
export { datasetFormats, type ColumnOptions } from './process/read-raw-rows.ts';
export { type FileLeftOut } from './process/list-raw-files.ts';
export {
  MIN_SIGNIFICANT_LABEL,
  type KnownDgaDays,
  type KnownDgaSearch,
} from './process/known-dga-names.ts';
export { type RejectedRow } from './process/deduplicator.ts';
export {
  defaultProcessing,
  processRawData,
  type ProcessOptions,
  type ProcessProgress,
} from './process/process-dataset.ts';
export { type DropReason, type RowCounts } from './process/counts.ts';
export { type FileReport, type ProcessReport } from './process/report.ts';
export { type RejectReason } from './process/raw-row.ts';
export {
  readDataset,
  type DatedDomain,
  type ReadDatasetOptions,
  type RejectedDatasetRow,
} from './processed/read-dataset.ts';
export { defaultRandomSplit, isTrainingName, type RandomSplit } from './splits/assign-side.ts';
export { splitByDate, type DateSplit } from './splits/by-date.ts';
export { splitAtRandom } from './splits/random.ts';
export { splitBySource, type SourceSplit } from './splits/by-source.ts';
export { splitIntoFolds, defaultFolds, type FoldSplit } from './splits/k-fold.ts';
export { holdOutFamilies, unseenFamilies, type FamilySplit } from './splits/hold-out-families.ts';
export { makeSplit, splitNames } from './splits/make-split.ts';
export { splitRows, type SidedRow } from './splits/split-rows.ts';
export { type Split, type SplitRow, type SplitSide } from './splits/split.ts';
export {
  holdOutBenignSources,
  unseenBenignSources,
  heldOutCrawl,
  type BenignSourceSplit,
} from './splits/hold-out-benign-sources.ts';
export { openBinaryRows } from './processed/binary-reader.ts';
export { BinaryRows } from './processed/binary-rows.ts';
export { type RowGroup, type BinaryHeader } from './processed/binary-layout.ts';
export { writeBinaryRows } from './processed/binary-writer.ts';
