import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { ModelError } from '../errors.ts';
import {
  diskSystem,
  isThere,
  versionExists,
  writeFailed,
  type DirectorySystem,
} from './write-directory.ts';

/** Writes one file so that it is there in full or not at all. */
export async function writeSingleFile(
  path: string,
  bytes: Uint8Array,
  { overwrite = false }: { overwrite?: boolean } = {},
  system: DirectorySystem = diskSystem,
): Promise<void> {
  const target = resolve(path);
  const partial = join(dirname(target), `.${basename(target)}.${randomUUID()}.partial`);
  try {
    if (!overwrite && (await isThere(target))) throw versionExists(path);
    await mkdir(dirname(target), { recursive: true });
    await system.writeFile(partial, bytes);
    await system.rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    if (error instanceof ModelError) throw error;
    throw writeFailed(path, error);
  }
}
