import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { toReadError } from './read-error.ts';

const BLOCK_BYTES = 1 << 18;

/** Returns the SHA-256 of a file as it is on the disk, in hexadecimal. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const block of createReadStream(file, { highWaterMark: BLOCK_BYTES })) {
      hash.update(block as Buffer);
    }
  } catch (error) {
    throw toReadError(file, error);
  }
  return hash.digest('hex');
}
