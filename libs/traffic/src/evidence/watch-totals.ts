import { encode } from '@msgpack/msgpack';

import type { MutableCounts } from '../traffic-counts.ts';
import { decoded, STATE_VERSION, type TableState } from './client-state.ts';

/** What a watch knows beside its clients. */
export interface WatchTotals {
  readonly windowMs: number;
  readonly closedBefore: number;
  readonly counts: MutableCounts;
  readonly everyone: readonly HalfTotals[];
}

/** All clients together in half a window. */
export interface HalfTotals {
  readonly half: number;
  /** Events that have a time, and the latest one's, in milliseconds since 1970. */
  readonly events: number;
  readonly latest: number;
  readonly names: TableState;
}

type State = readonly [version: number, totals: WatchTotals];

export function encodeTotals(totals: WatchTotals): Uint8Array {
  const state: State = [STATE_VERSION, totals];
  return encode(state);
}

/** @throws TrafficError TRAFFIC_SNAPSHOT_UNREADABLE for bytes that this version did not write. */
export function decodeTotals(bytes: Uint8Array): WatchTotals {
  const [, totals] = decoded(bytes, 'totals') as State;
  return totals;
}
