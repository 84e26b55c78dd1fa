import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

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
 * Returns the versions in a model's folder, its numbered folders that hold a compiled model; null where the folder
 * cannot be read, as that of a volume that is mounted later.
 */
export async function listVersions(basePath: string): Promise<VersionFolder[] | null> {
  let entries: string[];
  try {
    entries = await readdir(basePath);
  } catch {
    return null;
  }
  const folders = entries
    .filter((name) => /^\d+$/.test(name) && BigInt(name) <= LAST_VERSION)
    .map((name) => describeVersion(path.join(basePath, name), BigInt(name)));
  return (await Promise.all(folders)).filter((folder) => folder !== null);
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
