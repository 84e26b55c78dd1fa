import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { ServingError } from '../serving-error.ts';
import type { VersionPolicy } from './version-policy.ts';

/** A version found in a model's folder. */
export interface VersionFolder {
  readonly version: bigint;
  /** Null for the model bundled with Degas. */
  readonly path: string | null;
  /** Changes when the folder is replaced: a broken version is tried again only then. */
  readonly stamp: string;
}

/** The largest version: 64 bits with a sign. */
const LAST_VERSION = 2n ** 63n - 1n;

/**
 * Returns the versions in a model's folder, its numbered folders that hold a compiled model; an error where the folder
 * cannot be listed: NOT_FOUND where it is not there, as a volume that is mounted later.
 */
export async function listVersions(
  basePath: string,
  model: string,
): Promise<VersionFolder[] | ServingError> {
  let entries: string[];
  try {
    entries = await readdir(basePath);
  } catch (error) {
    return listFailure(error as NodeJS.ErrnoException, basePath, model);
  }
  // Of two names of one number, as 1 and 01, the last one counts.
  const names = new Map(
    entries
      .filter((name) => /^\d+$/.test(name) && BigInt(name) <= LAST_VERSION)
      .sort()
      .map((name) => [BigInt(name), name]),
  );
  const folders = Array.from(names, ([version, name]) =>
    describeVersion(path.join(basePath, name), version),
  );
  return (await Promise.all(folders)).filter((folder) => folder !== null);
}

function listFailure(error: NodeJS.ErrnoException, basePath: string, model: string): ServingError {
  if (error.code === 'ENOENT') {
    return new ServingError(
      'NOT_FOUND',
      `Could not find base path ${basePath} for servable ${model}`,
    );
  }
  return new ServingError(
    'FAILED_PRECONDITION',
    error.code === 'ENOTDIR'
      ? `The base path ${basePath} of servable ${model} is not a folder, expected one that holds numbered folders; give the folder above the versions`
      : `The base path ${basePath} of servable ${model} cannot be read: ${error.message}`,
  );
}

async function describeVersion(folder: string, version: bigint): Promise<VersionFolder | null> {
  try {
    const { mtimeMs, size, ino } = await stat(path.join(folder, 'degas.bin'));
    return { version, path: folder, stamp: `${ino}-${mtimeMs}-${size}` };
  } catch {
    // A folder that is being removed, or another one with a number for a name.
    return null;
  }
}

/** A folder may name the version to serve in a file `default`; it takes precedence over "the newest". */
export async function pinnedPolicy(
  basePath: string,
  policy: VersionPolicy,
): Promise<VersionPolicy> {
  if (policy.kind !== 'latest' || policy.count !== 1) return policy;
  const pinned = await readFile(path.join(basePath, 'default'), 'utf8').catch(() => '');
  return /^\d+\s*$/.test(pinned) ? { kind: 'specific', versions: [BigInt(pinned)] } : policy;
}
