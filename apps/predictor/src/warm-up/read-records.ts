import { crc32c } from '@degas/inference';

import { ServingError } from '../serving-error.ts';

/** Bytes around a record: its length and a checksum of it in front, a checksum of the record behind. */
const LENGTH_BYTES = 8;
const CHECKSUM_BYTES = 4;

/**
 * Reads the records of a file in TensorFlow's record format.
 *
 * @throws ServingError INTERNAL, in TensorFlow's words, for a file that is cut short or whose checksums differ.
 */
export function* readRecords(file: Buffer): Generator<Buffer> {
  for (let at = 0; at < file.length;) {
    const start = at + LENGTH_BYTES + CHECKSUM_BYTES;
    if (start > file.length) throw damaged('truncated', at);
    const lengthBytes = file.subarray(at, at + LENGTH_BYTES);
    if (file.readUInt32LE(at + LENGTH_BYTES) !== maskedChecksum(lengthBytes)) {
      throw damaged('corrupted', at);
    }
    const end = start + Number(lengthBytes.readBigUInt64LE());
    if (end + CHECKSUM_BYTES > file.length) throw damaged('truncated', at);
    const record = file.subarray(start, end);
    if (file.readUInt32LE(end) !== maskedChecksum(record)) throw damaged('corrupted', at);
    yield record;
    at = end + CHECKSUM_BYTES;
  }
}

/** CRC-32C turned and moved, so that a checksum of data that holds checksums stays a good one. */
export function maskedChecksum(bytes: Uint8Array): number {
  const sum = crc32c(bytes);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}

function damaged(how: 'truncated' | 'corrupted', at: number): ServingError {
  return new ServingError(
    'INTERNAL',
    `Failed to read the warm-up file: ${how} record at ${at}; write it again, or take it out of assets.extra`,
  );
}
