import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { countingModelBytes } from './counting-model.ts';

/** Puts a version of the counting model into a model's folder, as training does: complete, then under its name. */
export async function publishModel(base: string, version: number): Promise<void> {
  const unfinished = path.join(base, `.${version}.unfinished`);
  await mkdir(unfinished, { recursive: true });
  await writeFile(path.join(unfinished, 'degas.bin'), countingModelBytes(version));
  await rename(unfinished, path.join(base, String(version)));
}
