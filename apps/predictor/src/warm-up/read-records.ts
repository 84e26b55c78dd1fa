import { ServingError } from '../serving-error.ts';

/** Bytes around a record: its length and a check sum of it in front, a check sum of the record behind. */
const HEADER_BYTES = 12;
const FOOTER_BYTES = 4;

/**
 * Reads the records of a file in TensorFlow's record format. Check sums are not compared: what a record holds is read
 * as a message, and its length must fit.
 *
 * @throws ServingError INTERNAL for a file that is cut short.
 */
export function* readRecords(file: Buffer): Generator<Buffer> {
  for (let at = 0; at < file.length;) {
    const length = at + HEADER_BYTES <= file.length ? Number(file.readBigUInt64LE(at)) : Infinity;
    const start = at + HEADER_BYTES;
    const end = start + length;
    if (end + FOOTER_BYTES > file.length) {
      throw new ServingError(
        'INTERNAL',
        `The warm-up file is cut short in the record at byte ${at}`,
      );
    }
    yield file.subarray(start, end);
    at = end + FOOTER_BYTES;
  }
}
