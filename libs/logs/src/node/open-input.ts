import { createReadStream } from 'node:fs';

import type { ByteSource } from '../unpack/byte-source.ts';
import { unpack, type UnpackOptions } from '../unpack/unpack.ts';
import { nativeUnpackers } from './native-unpackers.ts';

const BLOCK_BYTES = 1 << 18;

/** The texts in a file, unpacked: itself, or the members of an archive one after another. */
export function openInput(
  path: string,
  options: Omit<UnpackOptions, 'unpackers'> = {},
): AsyncGenerator<ByteSource> {
  const bytes = createReadStream(path, { highWaterMark: BLOCK_BYTES });
  return unpack({ name: path, path, bytes }, { ...options, unpackers: nativeUnpackers });
}

/** The texts in a stream, unpacked; an archive too. */
export function openStream(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  options: Omit<UnpackOptions, 'unpackers'> = {},
): AsyncGenerator<ByteSource> {
  return unpack({ name, bytes }, { ...options, unpackers: nativeUnpackers });
}
