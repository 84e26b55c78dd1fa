import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { extract } from 'tar-stream';

import { toReadError } from './read-error.ts';
import type { TextSource } from './text-source.ts';

/** The files in a tar archive, gzipped or not, one after another, each to be read before the next is asked for. */
export async function* tarMembers(file: string): AsyncGenerator<TextSource> {
  const packed = createReadStream(file);
  const archive = extract();
  const ignoreHere = (): undefined => undefined; // errors reach whoever reads the archive
  if (/\.(?:tgz|gz)$/i.test(file)) pipeline(packed, createGunzip(), archive, ignoreHere);
  else pipeline(packed, archive, ignoreHere);
  try {
    for await (const entry of archive) {
      const bytes = entry as AsyncIterable<Buffer>;
      if (entry.header.type === 'file') yield { file: `${file}!${entry.header.name}`, bytes };
      else entry.resume();
    }
  } catch (error) {
    throw toReadError(file, error);
  }
}
