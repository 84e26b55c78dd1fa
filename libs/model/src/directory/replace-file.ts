import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { type DirectorySystem, diskSystem } from './write-directory.ts';

/**
 * Writes a file so that it is there in full or as it was before: into a hidden sibling, then by rename. Errors are the
 * disk's own, and leave nothing behind.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  system: DirectorySystem = diskSystem,
): Promise<void> {
  const target = resolve(path);
  const partial = join(dirname(target), `.${basename(target)}.${randomUUID()}.partial`);
  try {
    await system.writeFile(partial, bytes);
    await system.rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}
