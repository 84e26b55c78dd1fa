import type { DnsEvent } from '../events/dns-event.ts';
import type { LogRecord } from '../events/log-record.ts';
import { LogReader } from '../reading/log-reader.ts';
import type { ReadOptions } from '../reading/read-options.ts';

/** All records of a text, or of bytes. */
export function recordsOf(source: string | Uint8Array, options: ReadOptions = {}): LogRecord[] {
  const reader = new LogReader(options);
  return [...reader.write(source), ...reader.end()];
}

/** The parts of an event that are there, in one line: `name client type answer answers|… label:1 family`. */
export function shownRecord(record: LogRecord): string {
  if (record.kind === 'rejection') return `!${record.reason}`;
  if (record.kind === 'note') return `(${record.note})`;
  return shownEvent(record);
}

function shownEvent({
  name,
  client,
  type,
  answer,
  answers,
  label,
  family,
  date,
}: DnsEvent): string {
  const parts = [name, client, type, answer, answers.length === 0 ? null : answers.join('|')];
  if (label !== null) parts.push(`label:${label}`);
  return [...parts, family, date].filter((part) => part !== null).join(' ');
}

/** What each line of a text is, notes included. */
export function shown(source: string | Uint8Array, options: ReadOptions = {}): string[] {
  return recordsOf(source, { everyLine: true, ...options }).map(shownRecord);
}
