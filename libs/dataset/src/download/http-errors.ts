import { types } from 'node:util';

import { DatasetError, systemCode } from '../errors.ts';

/** A request that may succeed when it is made again. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** What an HTTP status above 299 means for the download of `address`. */
export function statusFailure(address: string, status: number, detail = ''): Error {
  const reason = detail === '' ? `status ${status}` : `${detail}, status ${status}`;
  if (status >= 500 || status === 429 || status === 408) return new TransientError(reason);
  if (status === 404 || status === 410) {
    return new DatasetError(
      'DATASET_DOWNLOAD_NOT_FOUND',
      `${address} does not exist (${reason}). Expected a bucket, key or file; check the spelling of the address.`,
    );
  }
  if (status === 401 || status === 403) {
    return new DatasetError(
      'DATASET_DOWNLOAD_FORBIDDEN',
      `${address} may not be read (${reason}). Expected access; give credentials that have it, { anonymous: true } for a public bucket, or { requesterPays: true } where the requester pays.`,
    );
  }
  return new DatasetError(
    'DATASET_DOWNLOAD_FAILED',
    `${address} can't be fetched (${reason}). Expected a file; check the address.`,
  );
}

/** Codes of network errors that pass. */
const PASSING =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_.*)$/;

function isTransient(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  // fetch wraps the network's error once or twice; the S3 client names time-outs only.
  if (PASSING.test(systemCode(error)) || error.name === 'TimeoutError') return true;
  return /^(?:aborted|terminated|socket hang up)$/.test(error.message) || isTransient(error.cause);
}

/** What a failed request or a broken answer means, as opposed to a failure of the disk. */
export function networkFailure(address: string, error: unknown): unknown {
  if (error instanceof DatasetError || error instanceof TransientError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  const reason = reasonOf(error);
  if (isTransient(error)) return new TransientError(reason, { cause: error });
  return new DatasetError(
    'DATASET_DOWNLOAD_FAILED',
    `${address} can't be fetched (${reason}); check the address and the connection.`,
    { cause: error },
  );
}

/** The innermost message: what wraps it says no more than that something failed. */
function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  return types.isNativeError(error.cause) ? reasonOf(error.cause) : error.message;
}
