import { types } from 'node:util';

/** Every code that this package throws, with what it means. */
export const datasetErrorCodes = [
  'DATASET_SOURCE_MISSING',
  'DATASET_SOURCE_EMPTY',
  'DATASET_FILE_EMPTY',
  'DATASET_FILE_TRUNCATED',
  'DATASET_FILE_CORRUPT',
  'DATASET_FILE_BINARY',
  'DATASET_FORMAT_UNKNOWN',
  'DATASET_COLUMN_MISSING',
  'DATASET_BENCHMARK_FILE',
  'DATASET_NO_NAMES',
  'DATASET_OPTION_INVALID',
  'DATASET_OUTPUT_OCCUPIED',
  'DATASET_OUTPUT_UNWRITABLE',
  'DATASET_DISK_FULL',
  'DATASET_DOWNLOAD_SOURCE_INVALID',
  'DATASET_DOWNLOAD_NOT_FOUND',
  'DATASET_DOWNLOAD_FORBIDDEN',
  'DATASET_DOWNLOAD_FAILED',
  'DATASET_DOWNLOAD_DAMAGED',
  'DATASET_DOWNLOAD_UNSAFE_NAME',
] as const;

export type DatasetErrorCode = (typeof datasetErrorCodes)[number];

/** A broken world: what was given, what was expected, what to do. Bad rows are counted instead. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly code: DatasetErrorCode;

  constructor(code: DatasetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The `code` of an error of Node or of one of its libraries, or an empty string. */
export function systemCode(error: unknown): string {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
