import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { loadClassifier, type ClassifierOptions } from '@degas/inference';

import type { ServedClassifier } from './served-classifier.ts';

/** Returns the classifier of a version's folder, with the files that the page shows; the bundled one for null. */
export async function loadServed(
  folder: string | null,
  options: ClassifierOptions = {},
): Promise<ServedClassifier> {
  if (folder === null) return loadClassifier(undefined, options);
  const compiled = await readFile(path.join(folder, 'degas.bin'));
  const classifier = await loadClassifier(compiled, options);
  return {
    model: classifier.model,
    files: { compiled, manifest: await readManifest(folder) },
    get cacheHits() {
      return classifier.cacheHits;
    },
    classify: (names) => classifier.classify(names),
    explain: (name) => classifier.explain(name),
    judgeEvidence: (evidence, options) => classifier.judgeEvidence(evidence, options),
    judgeGroup: (names, answers) => classifier.judgeGroup(names, answers),
    score: (names) => classifier.score(names),
    scoreTexts: (texts) => classifier.scoreTexts(texts),
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
