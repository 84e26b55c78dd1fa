import type { DnsEvent, LogRecord, Rejection } from '@degas/logs';

/** Returns the events among a log's records, as the client's where they name none; `reject` gets what should be one and is not. */
export function eventsOf(
  records: readonly LogRecord[],
  client: string | null,
  reject: (rejection: Rejection) => void,
): DnsEvent[] {
  const events: DnsEvent[] = [];
  for (const record of records) {
    if (record.kind === 'rejection') reject(record);
    else if (record.kind === 'event')
      events.push(record.client === null && client !== null ? { ...record, client } : record);
  }
  return events;
}
