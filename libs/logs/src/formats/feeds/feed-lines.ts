import { columnsOf } from '../../csv/columns-of.ts';
import type { DnsEvent } from '../../events/dns-event.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import type { LineParser } from '../format.ts';

/** The parts of an event that all feeds have. */
export const feedFields: readonly (keyof DnsEvent)[] = ['label', 'family', 'date'];

/** Reads the lines of a feed without titles: comments and blanks are notes, the others go to `row`, cut into columns. */
export function feedLines(
  delimiter: string,
  row: (columns: readonly string[], sink: RecordSink) => void,
  isHeader: (columns: readonly string[]) => boolean = () => false,
): LineParser {
  let isFirst = true;
  return {
    line(text, sink) {
      if (text.startsWith('#')) sink.note('comment');
      else if (text.trim() === '') sink.note('blank');
      else {
        const columns = columnsOf(text, delimiter);
        if (columns === null) sink.reject('unclosed_quote');
        else if (isFirst && isHeader(columns)) sink.note('header');
        else row(columns, sink);
        isFirst = false;
      }
    },
  };
}

/** A name and its family; nothing in the place of either is none. */
export function dgaEvent(
  sink: RecordSink,
  name: string,
  family: string | null,
  date: string | null = null,
): void {
  const given = family === null || family.trim() === '' ? null : family.trim();
  sink.event(name.trim(), { label: 1, family: given, date: date === '' ? null : date });
}

/** A day at the beginning of a text, or null. */
export function dayIn(text: string | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0] ?? null;
}
