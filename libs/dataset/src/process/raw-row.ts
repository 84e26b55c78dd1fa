import type { RejectReason as UnreadReason } from '@degas/logs';

/** A name as a source has it, before it is cleaned. */
export interface RawRow {
  readonly line: number;
  readonly name: string;
  readonly label: 0 | 1;
  /** As the source spells it; null for benign names and where the source has none. */
  readonly family: string | null;
  /** The day of the name in the source, as written there. */
  readonly date: string | null;
  /** The source that a row names itself, as Degas' own data sets do; else the file is the source. */
  readonly source: string | null;
}

/** Why a line has no row. */
export type RejectReason = UnreadReason | 'bad_label' | 'no_family';

/** A line that should have a row and has none. */
export interface RejectedLine {
  readonly line: number;
  /** Its name, or its beginning. */
  readonly text: string;
  readonly rejected: RejectReason;
}

export type RawLine = RawRow | RejectedLine;
