import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { ServingError } from '../serving-error.ts';
import type { VersionPolicy } from './version-policy.ts';

/** A version found in a model's folder. */
export interface VersionFolder {
  readonly version: number;
  readonly path: string;
  /** Changes when the folder is replaced: a broken version is tried again only then. */
  readonly stamp: string;
}

/** The versions in a model's folder: its numbered folders that hold a compiled model. */
export async function listVersions(basePath: string): Promise<VersionFolder[]> {
  const entries = await readdir(basePath).catch((error: unknown) => {
    throw new ServingError(
      'NOT_FOUND',
      `Could not find base path ${basePath} for servable; give a folder of numbered versions`,
      { cause: error },
    );
  });
  const folders = entries
    .filter((name) => /^\d+$/.test(name) && Number(name) > 0)
    .map((name) => describeVersion(path.join(basePath, name), Number(name)));
  return (await Promise.all(folders)).filter((folder) => folder !== null);
}

async function describeVersion(folder: string, version: number): Promise<VersionFolder | null> {
  try {
    const { mtimeMs, size, ino } = await stat(path.join(folder, 'degas.bin'));
    return { version, path: folder, stamp: `${ino}-${mtimeMs}-${size}` };
  } catch {
    // A folder that is being removed, or none of ours.
    return null;
  }
}

/** A folder may name the version to serve in a file `default`; that goes before "the newest". */
export async function pinnedPolicy(
  basePath: string,
  policy: VersionPolicy,
): Promise<VersionPolicy> {
  if (policy.kind !== 'latest' || policy.count !== 1) return policy;
  const pinned = await readFile(path.join(basePath, 'default'), 'utf8').catch(() => '');
  return /^\d+\s*$/.test(pinned) ? { kind: 'specific', versions: [Number(pinned)] } : policy;
}
