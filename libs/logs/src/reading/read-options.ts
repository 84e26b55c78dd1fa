import type { TimeReference } from '../text/parse-time.ts';

/** A column by its title (or a JSON field by its dotted path), or by its number from 1. */
export type Column = string | number;

/** What a person may say of an input; nothing of it is needed. */
export interface ReadOptions {
  /** The name of a format (see `listFormats`); without it, the first hundred lines decide. */
  readonly inputFormat?: string;
  /** What holds the name. */
  readonly column?: Column;
  /** One character between the columns of a table, or `\t`. */
  readonly delimiter?: string;
  readonly clientColumn?: Column;
  readonly timeColumn?: Column;
  readonly typeColumn?: Column;
  readonly rcodeColumn?: Column;
  readonly labelColumn?: Column;
  readonly familyColumn?: Column;
  readonly dateColumn?: Column;
  /** The file that the text is from: feeds of one family a file have their family in it. */
  readonly fileName?: string;
  /** A time after the last record (ms), or a clock for logs that grow: it gives logs without a year theirs. */
  readonly referenceTime?: TimeReference;
  /** Events carry the fields of their record. */
  readonly keep?: boolean;
  /** Headers, comments and blank lines are in the output as notes. */
  readonly everyLine?: boolean;
}
