import { type DropReason, dropReasons } from './events/dropped-event.ts';

/** What was read, and what of it is no evidence or was lost: nothing is left out in silence. */
export interface TrafficCounts {
  readonly events: number;
  /** Events that are no evidence, by reason. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Events that came later than the lateness bound allows. */
  readonly late: number;
  /** Events of clients that had to make room for others. */
  readonly evictedClients: number;
  /** Answers of blockers; their names are not taken for failing ones. */
  readonly blocked: number;
  /** Events without a client, counted for the client ''. */
  readonly withoutClient: number;
  /** Events without a time, in a window of their own. */
  readonly withoutTime: number;
  /** Clients that have evidence now. */
  readonly clients: number;
}

export type MutableCounts = {
  -readonly [K in keyof Omit<TrafficCounts, 'dropped' | 'clients'>]: number;
} & {
  readonly dropped: Record<DropReason, number>;
};

export function emptyCounts(): MutableCounts {
  const dropped = Object.fromEntries(dropReasons.map((reason) => [reason, 0])) as Record<
    DropReason,
    number
  >;
  return {
    events: 0,
    dropped,
    late: 0,
    evictedClients: 0,
    blocked: 0,
    withoutClient: 0,
    withoutTime: 0,
  };
}

/** Adds what another watch counted. */
export function addCounts(to: MutableCounts, from: MutableCounts): void {
  for (const reason of dropReasons) to.dropped[reason] += from.dropped[reason];
  to.events += from.events;
  to.late += from.late;
  to.evictedClients += from.evictedClients;
  to.blocked += from.blocked;
  to.withoutClient += from.withoutClient;
  to.withoutTime += from.withoutTime;
}
