/** A name as a source gives it, before it is cleaned. */
export interface RawRow {
  readonly name: string;
  readonly label: 0 | 1;
  /** As the source spells it; null for benign names and where the source doesn't tell. */
  readonly family: string | null;
  /** The day that the source gives for the name, as written there. */
  readonly date: string | null;
  /** The source that a row names itself, as Degas' own data sets do; else the file is the source. */
  readonly source: string | null;
}

/** Why a line holds no row. */
export type RejectReason =
  | 'too_few_columns'
  | 'not_a_query'
  | 'unclosed_quote'
  | 'line_too_long'
  | 'bad_label'
  | 'no_family'
  | 'bad_json'
  | 'no_name';

/** A line that should hold a row and doesn't. */
export interface RejectedLine {
  readonly rejected: RejectReason;
}

/** A line that holds no row by its nature. */
export interface NonRow {
  readonly note: 'header' | 'comment' | 'blank';
}

/** What one line of a source is: nothing is ever silently dropped. */
export type ParsedLine = RawRow | RejectedLine | NonRow;

/** Reads the lines of one file in order; may remember the header. */
export type LineReader = (line: string) => ParsedLine;

export const HEADER: NonRow = { note: 'header' };
export const COMMENT: NonRow = { note: 'comment' };
export const BLANK: NonRow = { note: 'blank' };

const REJECTED = new Map<RejectReason, RejectedLine>();

/** One shared object a reason: a broken file may reject millions of lines. */
export function reject(reason: RejectReason): RejectedLine {
  let rejected = REJECTED.get(reason);
  if (rejected === undefined) REJECTED.set(reason, (rejected = { rejected: reason }));
  return rejected;
}

export function benignRow(name: string): RawRow {
  return { name, label: 0, family: null, date: null, source: null };
}

/** An empty date is none. */
export function dgaRow(name: string, family: string, date = ''): RawRow {
  return { name, label: 1, family, date: date === '' ? null : date, source: null };
}
