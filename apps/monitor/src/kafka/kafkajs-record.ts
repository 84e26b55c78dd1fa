import type { IHeaders, KafkaMessage } from 'kafkajs';

import type { KafkaRecord } from './kafka-port.ts';

const NO_HEADERS = {};

/** A message as kafkajs reads it. */
export function recordOf({ offset, key, value, headers }: KafkaMessage): KafkaRecord {
  return { offset: BigInt(offset), key, value, headers: headersOf(headers) };
}

function headersOf(headers: IHeaders | undefined): Readonly<Record<string, string>> {
  if (headers === undefined) return NO_HEADERS;
  const entries = Object.entries(headers);
  if (entries.length === 0) return NO_HEADERS;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );
}
