import type { Alert } from '@degas/traffic';

/** An alert that its receiver will never take, and why. */
export interface Refusal {
  readonly alert: Alert;
  readonly reason: string;
}

/** What became of alerts that were sent together; those in neither list were taken. */
export interface SendResult {
  readonly refused: readonly Refusal[];
  /** To be sent again. */
  readonly retry: readonly Alert[];
  /** Why they are to be sent again. */
  readonly reason: string | null;
  /** Milliseconds that the receiver asks to wait before; null where it does not say. */
  readonly waitMs: number | null;
}

/** All alerts were taken. */
export const ALL_TAKEN: SendResult = { refused: [], retry: [], reason: null, waitMs: null };

/** One attempt at sending alerts; `ReliableOutlet` makes it reliable. */
export interface Transport {
  readonly name: string;
  /** Alerts that are sent at once, at most. */
  readonly batchSize: number;
  /** Sends alerts of different ids. Throws where all of them are to be sent again. */
  send(alerts: readonly Alert[], signal: AbortSignal): Promise<SendResult>;
  close(): Promise<void>;
}
