import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  type GroupLevels,
  type GroupNetworks,
  readCompiledModel,
  withGroupNetwork,
  writeCompiledModel,
} from '@degas/inference';

import { MANIFEST_FILE, readManifest } from '../directory/manifest.ts';
import { sha256 } from '../directory/save-model.ts';
import { writeDirectory } from '../directory/write-directory.ts';

const COMPILED_FILE = 'degas.bin';

/** A group network with what its values mean. */
export interface TrainedGroup extends GroupLevels {
  readonly networks: GroupNetworks;
}

/**
 * Puts a group network into the `degas.bin` of a model directory, in place of the one that may be there, and its digest into the
 * manifest. The directory is replaced as a whole.
 */
export async function addGroupNetwork(
  directory: string,
  { networks, ...header }: TrainedGroup,
  metrics: Readonly<Record<string, number>> = {},
): Promise<void> {
  const manifest = await readManifest(directory);
  const files = new Map<string, Uint8Array>();
  for (const name of await readdir(directory))
    files.set(name, await readFile(join(directory, name)));
  const model = readCompiledModel(await readFile(join(directory, COMPILED_FILE)));
  const compiled = writeCompiledModel(withGroupNetwork(model, networks, header));
  files.set(COMPILED_FILE, compiled);
  const changed = {
    ...manifest,
    metrics: {
      ...manifest.metrics,
      ...(Object.keys(metrics).length > 0 && { group: { ...metrics } }),
    },
    files: { ...manifest.files, [COMPILED_FILE]: sha256(compiled) },
  };
  files.set(MANIFEST_FILE, new TextEncoder().encode(`${JSON.stringify(changed, null, 2)}\n`));
  await writeDirectory(directory, files, { overwrite: true });
}
