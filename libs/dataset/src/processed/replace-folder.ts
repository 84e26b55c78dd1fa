import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { types } from 'node:util';

import { DatasetError, systemCode } from '../errors.ts';

/** What a folder may hold to be replaced: the files that this package writes. */
const OWN_FILES = new Set(['dataset.csv.gz', 'dataset.bin', 'report.json']);

/**
 * Fills a new folder next to `out`, then replaces `out` with it; when `fill` fails, `out` is as it was
 * and nothing half-written is left. An existing `out` is replaced only if it holds nothing but such files.
 */
export async function replaceFolder(
  out: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const target = resolve(out);
  await refuseForeignFiles(target);
  let temporary: string | null = null;
  try {
    await mkdir(dirname(target), { recursive: true });
    temporary = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    // A folder of its own inside, for the outer one is readable by its owner only.
    const folder = join(temporary, 'new');
    await mkdir(folder);
    await fill(folder);
    await replace(target, folder, join(temporary, 'old'));
  } catch (error) {
    throw toWriteError(out, error);
  } finally {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}

/** Throws where `out` may not be replaced; called before the long work, and again before the writing. */
export async function refuseForeignFiles(out: string): Promise<void> {
  let present: string[];
  try {
    present = await readdir(out);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw toWriteError(out, error);
  }
  const foreign = present.find((name) => !OWN_FILES.has(name));
  if (foreign === undefined) return;
  throw new DatasetError(
    'DATASET_OUTPUT_OCCUPIED',
    `${out} holds ${foreign}, which is not part of a processed data set. ` +
      'Expected a new or empty folder, or one of degas process; name another, or remove that file.',
  );
}

async function replace(target: string, folder: string, old: string): Promise<void> {
  const hadOld = await rename(target, old).then(
    () => true,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(folder, target);
  } catch (error) {
    if (hadOld) await rename(old, target);
    throw error;
  }
}

/** Gives a failure of writing this package's code. */
export function toWriteError(out: string, error: unknown): unknown {
  if (!types.isNativeError(error) || error instanceof DatasetError) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DatasetError(
      'DATASET_DISK_FULL',
      `The disk is full while writing ${out}. Nothing half-written is left; free some space and run again.`,
      { cause: error },
    );
  }
  if (code === '' || error.name === 'AbortError') return error;
  return new DatasetError(
    'DATASET_OUTPUT_UNWRITABLE',
    `${out} can't be written (${error.message}). Expected a folder that this user may write to; give that.`,
    { cause: error },
  );
}
