import { ServingError } from '../serving-error.ts';

/**
 * Returns the answer, or throws the status that says that it took too long; the work is then aborted. 0 means no limit.
 *
 * @throws ServingError DEADLINE_EXCEEDED after `timeoutMs` milliseconds.
 */
export async function withDeadline<Answer>(
  work: (signal: AbortSignal) => Promise<Answer>,
  timeoutMs: number,
): Promise<Answer> {
  const abort = new AbortController();
  if (timeoutMs === 0) return work(abort.signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new ServingError('DEADLINE_EXCEEDED', `Timed out after ${timeoutMs} ms`);
      abort.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
