import type { NoteKind, RejectReason, Rejection } from '../events/log-record.ts';

/** How many records were left out for one reason, and the first of them. */
export interface LeftOut {
  readonly reason: RejectReason;
  readonly count: number;
  readonly first: Rejection;
}

/** What was read of one text, counted: every line is an event's, a rejection or a note. */
export class ReadReport {
  /** Of the source, for messages. */
  readonly source: string;
  events = 0;
  rejected = 0;
  /** Lines, or values and packets where a format has no lines. */
  lines = 0;
  readonly notes: Record<NoteKind, number> = {
    header: 0,
    comment: 0,
    blank: 0,
    joined: 0,
    unrelated: 0,
  };
  /** Formats that were recognised, with their records. */
  readonly formats = new Map<string, number>();
  /** What the reader had to guess, once each. */
  readonly warnings = new Set<string>();
  readonly #leftOut = new Map<RejectReason, { count: number; readonly first: Rejection }>();

  constructor(source = '') {
    this.source = source;
  }

  addRejection(rejection: Rejection): void {
    this.rejected++;
    const known = this.#leftOut.get(rejection.reason);
    if (known === undefined) this.#leftOut.set(rejection.reason, { count: 1, first: rejection });
    else known.count++;
  }

  /** What was left out, the most frequent reason first. */
  get leftOut(): readonly LeftOut[] {
    return [...this.#leftOut]
      .map(([reason, { count, first }]) => ({ reason, count, first }))
      .sort((a, b) => b.count - a.count);
  }

  /** The share of records that were read, notes left aside; 0 where there are none. */
  get share(): number {
    const records = this.events + this.rejected;
    return records === 0 ? 0 : this.events / records;
  }
}
