import { Cancellation } from '../prediction/cancellation.ts';
import { ServingError } from '../serving-error.ts';

/**
 * Returns the answer, or throws the status that says that it took too long; the work is then aborted. 0 means no limit.
 *
 * @throws ServingError DEADLINE_EXCEEDED after `timeoutMs` milliseconds.
 */
export async function withDeadline<Answer>(
  work: (signal: Cancellation) => Promise<Answer>,
  timeoutMs: number,
): Promise<Answer> {
  const cancellation = new Cancellation();
  if (timeoutMs === 0) return work(cancellation);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new ServingError('DEADLINE_EXCEEDED', `Timed out after ${timeoutMs} ms`);
      cancellation.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(cancellation), late]);
  } finally {
    clearTimeout(timer);
  }
}
