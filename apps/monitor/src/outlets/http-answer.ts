import type { Alert } from '@degas/traffic';

import type { SendResult } from './transport.ts';

/** Statuses below 500 after which the same request may succeed: time-out, too early, too many. */
const PASSING = new Set([408, 425, 429]);

/** Returns what an answer means for alerts that were sent with the request; null where they were taken. */
export function resultOfFailure(
  alerts: readonly Alert[],
  response: Response,
  detail: string,
): SendResult | null {
  if (response.ok) return null;
  const { status } = response;
  const reason = `status ${status}${detail === '' ? '' : `: ${detail.slice(0, 300)}`}`;
  if (status >= 500 || PASSING.has(status)) {
    return { refused: [], retry: alerts, reason, waitMs: retryAfter(response) };
  }
  return { refused: alerts.map((alert) => ({ alert, reason })), retry: [], reason, waitMs: null };
}

function retryAfter({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
