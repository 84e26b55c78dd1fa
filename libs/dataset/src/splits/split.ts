import type { DatedDomain } from '../processed/read-dataset.ts';

/** Where a row goes; `neither` is a row that the split's question is not about. */
export type SplitSide = 'training' | 'test' | 'neither';

/** A row as a split sees it. */
export type SplitRow = DatedDomain;

/** A way to part a data set, with all that is needed to do it again: name and settings belong in the manifest. */
export interface Split {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sideOf: (row: SplitRow) => SplitSide;
}
