import type { ClientResult, DnsEvent, TrafficCounts } from '@degas/traffic';

/** Takes events in, and gives results back as soon as they are known. */
export interface ResultStream {
  readonly counts: TrafficCounts;
  take(events: readonly DnsEvent[]): ClientResult[];
  /** Returns what is left at the end. */
  finish(): ClientResult[];
}
