import { type LabelledDomain } from '@degas/features';

/** Where a row goes; `neither` is a row that the split's question is not about. */
export type SplitSide = 'training' | 'test' | 'neither';

/** A row as a split sees it; `date` (`2026-11-24`) is there where the data set holds days. */
export interface SplitRow extends LabelledDomain {
  readonly date?: string | null;
}

/** A way to part a data set, with all that is needed to do it again: name and settings belong in the manifest. */
export interface Split {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sideOf: (row: SplitRow) => SplitSide;
}
