import type { SkipReason } from '@degas/features';

import type { RejectReason } from './raw-row.ts';

/** Why a row of the raw data is not in the data set. */
export type DropReason =
  | RejectReason
  | SkipReason
  | 'duplicate'
  | 'duplicate_other_family'
  | 'in_both_classes'
  | 'shared_parent'
  | 'short_label'
  | 'known_dga'
  | 'benchmark_name';

/** `rows` = `kept` + everything in `dropped`, at every level of the report. */
export interface RowCounts {
  rows: number;
  kept: number;
  dropped: Partial<Record<DropReason, number>>;
}

export function emptyCounts(): RowCounts {
  return { rows: 0, kept: 0, dropped: {} };
}
