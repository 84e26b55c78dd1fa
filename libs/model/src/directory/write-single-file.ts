import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { ModelError } from '../errors.ts';
import { replaceFile } from './replace-file.ts';
import {
  type DirectorySystem,
  diskSystem,
  isThere,
  versionExists,
  writeFailed,
} from './write-directory.ts';

/** Writes one file so that it is there in full or not at all. */
export async function writeSingleFile(
  path: string,
  bytes: Uint8Array,
  { overwrite = false }: { overwrite?: boolean } = {},
  system: DirectorySystem = diskSystem,
): Promise<void> {
  try {
    if (!overwrite && (await isThere(path))) throw versionExists(path);
    await mkdir(dirname(resolve(path)), { recursive: true });
    await replaceFile(path, bytes, system);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw writeFailed(path, error);
  }
}
