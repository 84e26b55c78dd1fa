import { DatasetError } from '../errors.ts';
import { TransientError } from './http-errors.ts';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

export interface RetryPolicy {
  /** Tries after the first one that bring no new byte. */
  readonly retries: number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Spreads the pauses; in [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

export interface RetriedWork {
  /** Grows while tries make progress: such a try restarts the count. */
  readonly bytesHere?: () => Promise<number>;
  readonly onWait?: (bytesHere: number) => void;
}

/** Tries again after a failure that may pass, each time after twice the pause. */
export async function withRetries<T>(
  address: string,
  { retries, sleep, random, signal }: RetryPolicy,
  attempt: () => Promise<T>,
  { bytesHere = () => Promise.resolve(0), onWait }: RetriedWork = {},
): Promise<T> {
  let failures = 0;
  let bytesBefore = await bytesHere();
  for (;;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      const bytes = await bytesHere();
      failures = bytes > bytesBefore ? 1 : failures + 1;
      bytesBefore = Math.max(bytes, bytesBefore);
      if (failures > retries) throw retriesExhausted(address, failures, error);
      onWait?.(bytes);
      const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
      await sleep(pause * (0.5 + random()));
    }
  }
}

function retriesExhausted(address: string, failures: number, error: TransientError): DatasetError {
  return new DatasetError(
    'DATASET_DOWNLOAD_FAILED',
    `${address} failed ${failures} times in a row (${error.message}); what has come is kept, so run it again later.`,
    { cause: error },
  );
}
