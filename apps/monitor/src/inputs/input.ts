import type { DnsEvent } from '@degas/traffic';

/** Events that came together, and how far their input was read with them. */
export interface EventBatch {
  readonly events: readonly DnsEvent[];
  /** What `acknowledge` takes; plain data, of the input's own shape. */
  readonly position: unknown;
}

/** What an input is at. */
export interface InputStatus {
  readonly name: string;
  readonly events: number;
  readonly rejected: number;
  /** What is there and was not read yet, in units of the input's own; null where it cannot tell. */
  readonly lag: number | null;
  /** Why nothing comes; null where all is well. */
  readonly problem: string | null;
}

/** Where events come from. A batch's position is acknowledged once its evidence is durable. */
export interface Input {
  readonly name: string;
  /** Ends when the signal is aborted, or where the input has an end. One iteration at a time. */
  batches(signal: AbortSignal): AsyncIterable<EventBatch>;
  /** All batches up to this position are safe: they need not come again. */
  acknowledge(position: unknown): Promise<void>;
  status(): InputStatus;
}
