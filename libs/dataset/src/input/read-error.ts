import { types } from 'node:util';

import { DatasetError, systemCode } from '../errors.ts';

/** Gives an error of the file system, of zlib or of a zip reader this package's code; others stay as they are. */
export function toReadError(file: string, error: unknown): unknown {
  if (!types.isNativeError(error) || error instanceof DatasetError) return error;
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new DatasetError(
      'DATASET_SOURCE_MISSING',
      `${file} does not exist; give the path of a file or folder that does.`,
      { cause: error },
    );
  }
  if (code === 'Z_BUF_ERROR') {
    return new DatasetError(
      'DATASET_FILE_TRUNCATED',
      `${file} ends in the middle of its compressed data; fetch it again.`,
      { cause: error },
    );
  }
  // The zip reader's own errors are plain ones.
  if (code.startsWith('Z_') || (code === '' && error.name === 'Error')) {
    return new DatasetError(
      'DATASET_FILE_CORRUPT',
      `${file} is not the compressed file that its name promises (${error.message}); fetch it again.`,
      { cause: error },
    );
  }
  return error;
}
