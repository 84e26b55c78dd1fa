import type { RecordFields } from '@degas/logs';

import type { NameBatch } from './name-batches.ts';

/** What stands in the output for a batch, row by row, as it can be sent to a thread. */
export interface NameRows {
  /** The names, in order; they have the rows between those without one. */
  readonly names: readonly string[];
  /** The line of each name. */
  readonly lines: Uint32Array;
  readonly nameless: readonly NamelessRow[];
  /** The fields of each row's record; null where they are not kept. */
  readonly kept: readonly (RecordFields | null)[] | null;
}

/** Rows as they are sent: names in one text, which is copied at once, unless one of them has a line end. */
export interface SentRows extends Omit<NameRows, 'names'> {
  readonly names: string | readonly string[];
}

export function sentRows(rows: NameRows): SentRows {
  const { names } = rows;
  const isOneText = names.length > 0 && !names.some((name) => name.includes('\n'));
  return isOneText ? { ...rows, names: names.join('\n') } : rows;
}

export function receivedRows({ names, ...rest }: SentRows): NameRows {
  return { ...rest, names: typeof names === 'string' ? names.split('\n') : names };
}

/** A row whose record could not be read or has no name. */
export interface NamelessRow {
  readonly row: number;
  readonly reason: string;
}

/** A record that could not be read has a row too, so that output stays next to input; what is not a record has none. */
export function nameRows({ records, isList }: NameBatch, isKept: boolean): NameRows {
  const names: string[] = [];
  const lines = new Uint32Array(records.length);
  const nameless: NamelessRow[] = [];
  const kept: (RecordFields | null)[] | null = isKept ? [] : null;
  for (const record of records) {
    if (record.kind === 'event') {
      lines[names.length] = record.line;
      names.push(record.name);
      kept?.push(record.fields);
      continue;
    }
    const isBlank = record.kind === 'note' && record.note === 'blank' && isList;
    const reason = record.kind === 'rejection' ? record.reason : isBlank ? 'empty' : null;
    if (reason === null) continue;
    nameless.push({ row: names.length + nameless.length, reason });
    kept?.push(null);
  }
  return { names, lines, nameless, kept };
}
