import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { toReadError } from './read-error.ts';
import { tarMembers } from './tar-members.ts';
import type { TextSource } from './text-source.ts';
import { zipMembers } from './zip-members.ts';

const BLOCK_BYTES = 1 << 18;

/** The texts of a plain or gzipped file or of a zip or tar archive, known by its name; nothing is unpacked to the disk. */
export async function* openFile(file: string): AsyncGenerator<TextSource> {
  if (/\.zip$/i.test(file)) yield* zipMembers(file);
  else if (/\.(?:tar|tgz|tar\.gz)$/i.test(file)) yield* tarMembers(file);
  else if (/\.gz$/i.test(file)) yield { file, bytes: gunzipped(file) };
  else yield { file, bytes: createReadStream(file, { highWaterMark: BLOCK_BYTES }) };
}

function gunzipped(file: string): AsyncIterable<Buffer> {
  const compressed = createReadStream(file, { highWaterMark: BLOCK_BYTES });
  // Errors of either stream reach whoever reads the last one.
  return pipeline(compressed, createGunzip({ chunkSize: BLOCK_BYTES }), () => undefined);
}

/** The SHA-256 of a file as it lies on the disk, in hexadecimal. */
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
