import type { ClientResult, TrafficCounts } from '@degas/traffic';

import type { WatchedEvent } from '../reading/log-events.ts';

/** Takes events in, and gives results back as soon as they are known. */
export interface ResultStream {
  readonly counts: TrafficCounts;
  take(events: readonly WatchedEvent[]): ClientResult[];
  /** Returns what is left at the end. */
  finish(): ClientResult[];
}
