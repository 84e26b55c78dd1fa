import type { ClientResult } from '@degas/traffic';

import type { RowCounts } from '../names/count-rows.ts';

/** What was read. */
export interface ReadSummary {
  /** A line a source: its name, the recognised format, the records, what was left out. */
  readonly sources: readonly string[];
  readonly warnings: readonly string[];
  /** Sources that were not understood, though others were. */
  readonly failures: readonly string[];
}

export interface NamesOutcome extends ReadSummary {
  readonly kind: 'names';
  readonly counts: RowCounts;
}

/** A suspected client, and its family in words. */
export interface ShownClient {
  readonly result: ClientResult;
  readonly family: string;
}

export interface ClientsOutcome extends ReadSummary {
  readonly kind: 'clients';
  /** The suspected clients that are shown, the most suspicious first. */
  readonly shown: readonly ShownClient[];
  readonly suspected: { readonly high: number; readonly medium: number; readonly low: number };
  readonly clients: number;
  readonly queries: number;
  /** What of the queries is no evidence. */
  readonly countsLine: string;
}

export type Outcome = NamesOutcome | ClientsOutcome;
