import { types } from 'node:util';

import { LogsError, type LogsErrorCode } from '@degas/logs';

import { DatasetError, systemCode, type DatasetErrorCode } from '../errors.ts';

const CODES: Readonly<Record<LogsErrorCode, DatasetErrorCode>> = {
  LOGS_FILE_MISSING: 'DATASET_SOURCE_MISSING',
  LOGS_FILE_UNREADABLE: 'DATASET_SOURCE_MISSING',
  LOGS_FILE_CORRUPT: 'DATASET_FILE_CORRUPT',
  LOGS_FILE_TRUNCATED: 'DATASET_FILE_TRUNCATED',
  LOGS_FORMAT_UNKNOWN: 'DATASET_FORMAT_UNKNOWN',
  LOGS_FORMAT_UNSUPPORTED: 'DATASET_FILE_BINARY',
  LOGS_COLUMN_MISSING: 'DATASET_COLUMN_MISSING',
  LOGS_OPTION_INVALID: 'DATASET_OPTION_INVALID',
};

const COLUMN_ADVICE = '; name its columns with { domainColumn, labelColumn }.';

/** Returns an error of the file system or of the log reader with this package's code; others stay as they are. */
export function toReadError(file: string, error: unknown): unknown {
  if (!types.isNativeError(error) || error instanceof DatasetError) return error;
  if (error instanceof LogsError) {
    // A labelled file is read by its columns; the format of a raw one has another option.
    const message = error.message.replace(/; name the format .*/s, COLUMN_ADVICE);
    return new DatasetError(CODES[error.code], message, { cause: error });
  }
  const code = systemCode(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return error;
  return new DatasetError(
    'DATASET_SOURCE_MISSING',
    `${file} does not exist. Expected a file or folder; check the path.`,
    { cause: error },
  );
}
