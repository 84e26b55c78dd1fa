import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readCompiledModel, writeCompiledModel, type CompiledModel } from '@degas/inference';

import { COMPILED_FILE, MANIFEST_FILE, readManifest, type Manifest } from './manifest.ts';
import { sha256 } from './save-model.ts';
import { writeDirectory } from './write-directory.ts';

/**
 * Changes the `degas.bin` of a model directory, and what its manifest says; the digest follows. The directory is replaced as a whole.
 */
export async function changeCompiled(
  directory: string,
  change: (model: CompiledModel) => CompiledModel,
  describe: (manifest: Manifest) => Manifest,
): Promise<void> {
  const files = new Map<string, Uint8Array>();
  for (const name of await readdir(directory))
    files.set(name, await readFile(join(directory, name)));
  const model = readCompiledModel(await readFile(join(directory, COMPILED_FILE)));
  const compiled = writeCompiledModel(change(model));
  files.set(COMPILED_FILE, compiled);
  const described = describe(await readManifest(directory));
  const manifest: Manifest = {
    ...described,
    files: { ...described.files, [COMPILED_FILE]: sha256(compiled) },
  };
  files.set(MANIFEST_FILE, new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
  await writeDirectory(directory, files, { overwrite: true });
}

/** Writes the probability from which a family is a candidate into a model directory, with what is known of the sets. */
export async function setCandidateThreshold(
  directory: string,
  candidateThreshold: number,
  figures: Readonly<Record<string, number | null>>,
): Promise<void> {
  await changeCompiled(
    directory,
    (model) => ({ ...model, candidateThreshold }),
    (manifest) => ({
      ...manifest,
      candidateThreshold,
      metrics: { ...manifest.metrics, candidates: { ...figures } },
    }),
  );
}
