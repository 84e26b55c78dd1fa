import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ModelError } from '../errors.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { replaceFile } from './replace-file.ts';

/** One version under a model's root. */
export interface ModelVersion {
  readonly version: number;
  readonly directory: string;
  readonly isDefault: boolean;
  /** Null where it can't be read; `problem` says why. */
  readonly manifest: Manifest | null;
  readonly problem: ModelError | null;
}

const DEFAULT_FILE = 'default';
const VERSION = /^[1-9]\d*$/;

/** All versions under a root such as `models/degas`, by number. A broken one is listed with its problem. */
export async function listModels(root: string): Promise<ModelVersion[]> {
  const versions = await versionNumbers(root);
  const chosen = versions.length === 0 ? null : await defaultVersion(root);
  return Promise.all(
    versions.map(async (version) => {
      const directory = join(root, String(version));
      const read = await readManifest(directory).catch((error: unknown) => error);
      const problem = read instanceof ModelError ? read : null;
      if (problem === null && read instanceof Error) throw read;
      const manifest = problem === null ? (read as Manifest) : null;
      return { version, directory, isDefault: version === chosen, manifest, problem };
    }),
  );
}

/** The version that is used where none is named: the one in the file `default`, else the newest. */
export async function defaultVersion(root: string): Promise<number> {
  const versions = await versionNumbers(root);
  const named = await readFile(join(root, DEFAULT_FILE), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  if (named !== null) {
    requireVersion(root, versions, named);
    return Number(named);
  }
  const newest = versions.at(-1);
  if (newest !== undefined) return newest;
  throw new ModelError(
    'MODEL_NOT_FOUND',
    `${root} holds no model version (a folder named by a number); train one into ${join(root, '1')}, or name another root.`,
  );
}

/** Makes `version` the one that is used where none is named. */
export async function setDefaultVersion(root: string, version: number): Promise<void> {
  requireVersion(root, await versionNumbers(root), String(version));
  const file = join(root, DEFAULT_FILE);
  try {
    await replaceFile(file, new TextEncoder().encode(`${version}\n`));
  } catch (cause) {
    throw new ModelError(
      'MODEL_WRITE_FAILED',
      `${file} could not be written (${String(cause)}); the default stays as it was. Make ${root} writable.`,
      { cause },
    );
  }
}

async function versionNumbers(root: string): Promise<number[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((cause: unknown) => {
    throw new ModelError(
      'MODEL_NOT_FOUND',
      `${root} is not a readable folder; name the one that holds a model's versions, such as models/degas.`,
      { cause },
    );
  });
  return entries
    .filter((entry) => entry.isDirectory() && VERSION.test(entry.name))
    .map((entry) => Number(entry.name))
    .sort((a, b) => a - b);
}

function requireVersion(root: string, versions: readonly number[], named: string): void {
  if (VERSION.test(named) && versions.includes(Number(named))) return;
  throw new ModelError(
    'MODEL_NOT_FOUND',
    `The default of ${root} is to be version '${named}', but there are [${versions.join(', ')}]; choose one of them.`,
  );
}
