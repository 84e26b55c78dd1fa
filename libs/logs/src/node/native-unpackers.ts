import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { extract } from 'tar-stream';
import { openPromise } from 'yauzl';

import { LogsError } from '../errors.ts';
import type { ByteSource } from '../unpack/byte-source.ts';
import type { Unpackers } from '../unpack/unpack.ts';
import { unpackingError } from '../unpack/unpacking-error.ts';
import { unzipped } from '../unpack/unzip.ts';

const BLOCK_BYTES = 1 << 18;

/** Errors reach the reader of the last stream. */
const ignoreHere = (): undefined => undefined;

/** Node's own gzip, a zip archive by its directory, and tar archives. */
export const nativeUnpackers: Unpackers = {
  gunzip: (bytes) =>
    pipeline(
      Readable.from(bytes, { objectMode: false }),
      createGunzip({ chunkSize: BLOCK_BYTES }),
      ignoreHere,
    ),
  unzip: (source) =>
    source.path === undefined ? unzipped(source) : zipMembers(source.path, source.name),
  untar: tarMembers,
};

async function* zipMembers(path: string, name: string): AsyncGenerator<ByteSource> {
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName.endsWith('/')) continue;
        if (entry.isEncrypted()) {
          throw new LogsError(
            'LOGS_FILE_UNREADABLE',
            `${name}!${entry.fileName} is encrypted. Expected an archive without a password; unpack it first.`,
          );
        }
        const bytes: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
        yield { name: `${name}!${entry.fileName}`, bytes };
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    throw unpackingError(name, error);
  }
}

async function* tarMembers({ name, bytes }: ByteSource): AsyncGenerator<ByteSource> {
  const archive = extract();
  pipeline(Readable.from(bytes, { objectMode: false }), archive, ignoreHere);
  try {
    for await (const entry of archive) {
      const member = entry as AsyncIterable<Uint8Array>;
      if (entry.header.type === 'file')
        yield { name: `${name}!${entry.header.name}`, bytes: member };
      else entry.resume();
    }
  } catch (error) {
    throw unpackingError(name, error);
  }
}
