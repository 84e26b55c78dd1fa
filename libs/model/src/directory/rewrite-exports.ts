import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LAYERS_FILE, MODEL_FILE, WEIGHTS_FILE } from '../exports/layers/layers-files.ts';
import { loadModel } from './load-model.ts';
import {
  checkDescription,
  type Manifest,
  ONNX_FILE,
  optionalExports,
  SAVED_MODEL_FILE,
} from './manifest.ts';
import { exportFiles, type SaveOptions, writeVersion } from './save-model.ts';

const exported = [MODEL_FILE, LAYERS_FILE, WEIGHTS_FILE, SAVED_MODEL_FILE, ONNX_FILE];

/**
 * Writes a version's exports again, all unless said, in the forms of this Degas; its weights, its compiled form (which alone has the
 * family head), reports and description stay as they are. For versions that an older Degas wrote.
 *
 * @example await rewriteExports('models/degas/2');
 */
export async function rewriteExports(
  directory: string,
  { exports: wanted = optionalExports }: Pick<SaveOptions, 'exports'> = {},
): Promise<Manifest> {
  const { model, manifest } = await loadModel(directory);
  const { files: digests } = manifest;
  const description = checkDescription(manifest);
  try {
    const files = await exportFiles(model, description, wanted);
    const layers = await readFile(
      join(directory, LAYERS_FILE in digests ? LAYERS_FILE : MODEL_FILE),
    );
    files.set(files.has(LAYERS_FILE) ? LAYERS_FILE : MODEL_FILE, layers);
    for (const name of Object.keys(digests)) {
      if (exported.includes(name)) continue;
      files.set(name, await readFile(join(directory, name)));
    }
    return await writeVersion(directory, description, files, { overwrite: true, exports: wanted });
  } finally {
    model.dispose();
  }
}
