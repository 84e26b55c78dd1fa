import { gunzipSync, inflateSync } from 'node:zlib';

import { invalidArgument, ServingError } from '../serving-error.ts';

/** A request's body as text, unpacked where it came packed; what unpacks to more than `limit` bytes is refused. */
export function decompressBody(body: Buffer, encoding: string | undefined, limit: number): string {
  const unpack = unpackers[encoding?.toLowerCase() ?? 'identity'];
  if (unpack === undefined) {
    throw invalidArgument(
      `Content encoding ${encoding ?? ''} is not supported; send gzip, deflate or none`,
    );
  }
  try {
    return unpack(body, limit).toString();
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

const gunzip = (body: Buffer, limit: number): Buffer =>
  gunzipSync(body, { maxOutputLength: limit });

const unpackers: Readonly<Record<string, (body: Buffer, limit: number) => Buffer>> = {
  identity: (body) => body,
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: (body, limit) => inflateSync(body, { maxOutputLength: limit }),
};
