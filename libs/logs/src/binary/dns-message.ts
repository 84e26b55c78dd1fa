import { Buffer } from 'buffer';

import { decode, type Answer as ResourceRecord, type DecodedPacket } from 'dns-packet';

/** A DNS message as the library reads it; throws where it is broken. */
export function decodeMessage(bytes: Uint8Array): DecodedPacket {
  return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** The response code of a DNS message, by its header. */
export function responseCode(message: Uint8Array): number {
  return (message[3] ?? 0) & 15;
}

/** Addresses and names in the answer section. */
export function answerData({ answers = [] }: Pick<DecodedPacket, 'answers'>): string[] {
  return answers.map(dataOf).filter((data) => data !== null);
}

function dataOf(record: ResourceRecord): string | null {
  if (record.type === 'A' || record.type === 'AAAA') return record.data;
  if (
    record.type === 'CNAME' ||
    record.type === 'NS' ||
    record.type === 'PTR' ||
    record.type === 'DNAME'
  ) {
    return record.data;
  }
  return null;
}
