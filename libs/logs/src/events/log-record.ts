import type { DnsEvent } from './dns-event.ts';

/** Why a line holds no event though it should. */
export type RejectReason =
  | 'bad_json'
  | 'bad_message'
  | 'cut_off'
  | 'invalid_bytes'
  | 'line_too_long'
  | 'no_name'
  | 'too_few_columns'
  | 'unclosed_quote'
  | 'unreadable';

/** A line (or JSON value, or packet) that should hold an event and does not. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly line: number;
  readonly reason: RejectReason;
  /** What is wrong with it where the reason alone leaves it open, such as the byte and its column. */
  readonly detail: string | null;
  /** The beginning of the line. */
  readonly text: string;
}

/** Kinds of lines that are not records; `joined` completes an earlier record. */
export type NoteKind = 'header' | 'comment' | 'blank' | 'joined' | 'unrelated';

/** A line that is not a record; only in the output where it is asked for. */
export interface Note {
  readonly kind: 'note';
  readonly line: number;
  readonly note: NoteKind;
}

export type LogRecord = DnsEvent | Rejection | Note;
