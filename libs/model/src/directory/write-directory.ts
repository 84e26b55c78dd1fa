import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { ModelError } from '../errors.ts';

/** The calls that touch the disk, so that a test can have a full one. */
export interface DirectorySystem {
  /** Writes a new file and waits until it is on the disk. */
  readonly writeFile: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
}

export const diskSystem: DirectorySystem = {
  async writeFile(path, bytes) {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
};

/**
 * Makes the folder that a version goes into, and refuses now what `saveModel` would refuse after hours of training.
 *
 * @example await prepareVersion('models/degas/2');
 */
export async function prepareVersion(
  directory: string,
  { overwrite = false }: { overwrite?: boolean } = {},
): Promise<void> {
  const target = resolve(directory);
  try {
    await mkdir(dirname(target), { recursive: true });
    if ((await isThere(target)) && !overwrite) throw versionExists(directory);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw writeFailed(directory, error);
  }
}

/**
 * Writes a folder of files so that it is there in full or not at all: into a hidden sibling, then by rename. Files
 * are written in the order given. With `overwrite`, what was there is put aside and comes back if the rename fails.
 */
export async function writeDirectory(
  directory: string,
  files: ReadonlyMap<string, Uint8Array>,
  { overwrite = false }: { overwrite?: boolean } = {},
  system: DirectorySystem = diskSystem,
): Promise<void> {
  const target = resolve(directory);
  const parent = dirname(target);
  // A name that no other process writes to; hidden, so that no reader takes it for a version. Not part of the result.
  const partial = join(parent, `.${basename(target)}.${randomUUID()}.partial`);
  const previous = join(parent, `.${basename(target)}.${randomUUID()}.previous`);
  try {
    const exists = await isThere(target);
    if (exists && !overwrite) throw versionExists(directory);
    await mkdir(parent, { recursive: true });
    await mkdir(partial);
    for (const [name, bytes] of files) await system.writeFile(join(partial, name), bytes);
    await syncDirectory(partial);
    if (exists) await system.rename(target, previous);
    try {
      await system.rename(partial, target);
    } catch (error) {
      if (exists) await system.rename(previous, target);
      throw error;
    }
    await syncDirectory(parent);
    await rm(previous, { recursive: true, force: true });
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof ModelError) throw error;
    throw writeFailed(directory, error);
  }
}

export function versionExists(directory: string): ModelError {
  return new ModelError(
    'MODEL_VERSION_EXISTS',
    `${directory} exists already, and is not replaced unless asked to; choose the next number or another path, or overwrite it with { overwrite: true }.`,
  );
}

export function writeFailed(directory: string, cause: unknown): ModelError {
  return new ModelError(
    'MODEL_WRITE_FAILED',
    `${directory} could not be written (${reasonOf(cause)}), and nothing of it was left behind; it needs a writable folder with enough free space. Free some, or name another folder.`,
    { cause },
  );
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Makes the folder's entries durable. Not every platform lets a folder be opened; there, rename must do. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
