import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { invalidArgument, ServingError } from '../serving-error.ts';

const unpack = promisify(gunzip);

/**
 * Returns a request's body, unpacked where it came by gzip; other encodings are ignored, as TensorFlow Serving does.
 *
 * @throws ServingError PAYLOAD_TOO_LARGE for a body that unpacks to more than `limit` bytes.
 */
export async function decompressBody(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer> {
  if (encoding?.toLowerCase().includes('gzip') !== true) return body;
  try {
    return await unpack(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ServingError(
        'PAYLOAD_TOO_LARGE',
        `Request body is larger than ${limit} bytes once unpacked`,
      );
    }
    throw invalidArgument(`Failed to uncompress request body: ${(error as Error).message}`);
  }
}
