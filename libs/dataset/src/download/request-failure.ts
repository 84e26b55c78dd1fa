import { types } from 'node:util';

import { DatasetError, systemCode } from '../errors.ts';

/** A request that may succeed when it is made again. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
}

/** What an HTTP status above 299 means for the download of `address`. */
export function statusFailure(address: string, status: number, detail = ''): Error {
  const told = detail === '' ? `status ${status}` : `${detail}, status ${status}`;
  if (status >= 500 || status === 429 || status === 408) return new PassingFailure(told);
  if (status === 404 || status === 410) {
    return new DatasetError(
      'DATASET_DOWNLOAD_NOT_FOUND',
      `${address} does not exist (${told}); check the spelling of the address or bucket.`,
    );
  }
  if (status === 401 || status === 403) {
    return new DatasetError(
      'DATASET_DOWNLOAD_FORBIDDEN',
      `${address} may not be read (${told}); give credentials that may, or { anonymous: true } for a public bucket.`,
    );
  }
  return new DatasetError(
    'DATASET_DOWNLOAD_FAILED',
    `${address} can't be fetched (${told}); check the address.`,
  );
}

/** Network errors pass, by their codes; all others are somebody's mistake and come through. */
const PASSING =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_.*)$/;

/** True for a failure after which the request is worth another try. */
export function isPassing(error: unknown): boolean {
  if (error instanceof PassingFailure) return true;
  if (!types.isNativeError(error)) return false;
  if (PASSING.test(systemCode(error))) return true;
  // fetch wraps the network's error once or twice; the S3 client names time-outs only.
  if (error.name === 'TimeoutError') return true;
  return /^(?:aborted|terminated|socket hang up)$/.test(error.message) || isPassing(error.cause);
}
