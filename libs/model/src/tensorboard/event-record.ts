import protobuf from 'protobufjs';

/** The part of TensorBoard's public event format that scalars need. */
const { root } = protobuf.parse(
  `
  syntax = "proto3";
  package tensorboard;

  message Value { string tag = 1; float simple_value = 2; }
  message Summary { repeated Value value = 1; }
  message SessionLog { int32 status = 1; }
  message Event {
    double wall_time = 1;
    int64 step = 2;
    oneof what { string file_version = 3; Summary summary = 5; SessionLog session_log = 7; }
  }
`,
  { keepCase: true },
);
const eventType = root.lookupType('tensorboard.Event');

/** One event of a log: the header that begins a file, a start at a step, or scalars at a step. */
export type LogEvent = { readonly wall_time: number; readonly step?: number } & (
  | { readonly file_version: 'brain.Event:2' }
  | { readonly session_log: { readonly status: 1 } }
  | { readonly summary: { readonly value: { tag: string; simple_value: number }[] } }
);

/** The event as a record of the file: length and content, each followed by its masked checksum. */
export function eventRecord(event: LogEvent): Buffer {
  const content = eventType.encode(eventType.fromObject(event)).finish();
  const record = Buffer.alloc(16 + content.length);
  record.writeBigUInt64LE(BigInt(content.length), 0);
  record.writeUInt32LE(maskedChecksum(record.subarray(0, 8)), 8);
  record.set(content, 12);
  record.writeUInt32LE(maskedChecksum(content), 12 + content.length);
  return record;
}

/** CRC-32C turned and moved, so that a checksum of data that holds checksums stays a good one. */
function maskedChecksum(bytes: Uint8Array): number {
  const sum = crc32c(bytes);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}

/** Castagnoli's checksum, bit by bit: an event has a hundred bytes. */
export function crc32c(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0x82f63b78 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
