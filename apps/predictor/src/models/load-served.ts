import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { loadClassifier } from '@degas/inference';

import type { ServedClassifier } from './served-classifier.ts';

/** The classifier of a version's folder, with what the folder says of itself. */
export async function loadServed(folder: string): Promise<ServedClassifier> {
  const compiled = await readFile(path.join(folder, 'degas.bin'));
  const classifier = await loadClassifier(compiled);
  return {
    model: classifier.model,
    files: { compiled, manifest: await readManifest(folder) },
    get cacheHits() {
      return classifier.cacheHits;
    },
    classify: (names) => classifier.classify(names),
    explain: (name) => classifier.explain(name),
    score: (names) => classifier.score(names),
    scoreCodes: (codes) => classifier.scoreCodes(codes),
    close: () => {
      classifier.close();
    },
  };
}

/** The manifest is for people here; a version without a readable one is served all the same. */
async function readManifest(folder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  } catch {
    return null;
  }
}
