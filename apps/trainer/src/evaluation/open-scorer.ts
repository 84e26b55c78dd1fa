import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { EpochFigures } from '@degas/evaluation';
import { loadClassifier, type OperatingPoint } from '@degas/inference';
import {
  loadModel,
  readManifest,
  scoreNames,
  useBackend,
  type Backend,
  type Manifest,
} from '@degas/model';

/** A model as evaluation sees it. */
export interface Scorer {
  /** Where it was opened from, which distinguishes two versions of one name; name and version of the bundled model. */
  readonly name: string;
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  /** NaN for a name that is skipped. */
  readonly score: (names: readonly string[]) => Float32Array;
  /** Null for a model that is not a directory. */
  readonly manifest: Manifest | null;
  /** Empty where the directory has no `history.json`. */
  readonly history: readonly EpochFigures[];
}

/**
 * Opens a model version, or the one that ships. A directory without `degas.bin` (an LSTM's, say) is scored by its layers model
 * on the backend.
 */
export async function openScorer(model: string | undefined, backend: Backend): Promise<Scorer> {
  const isDirectory = model !== undefined && existsSync(join(model, 'manifest.json'));
  const manifest = isDirectory ? await readManifest(model) : null;
  const history = isDirectory ? await readHistory(model) : [];
  if (isDirectory && !existsSync(join(model, 'degas.bin'))) {
    await useBackend(backend);
    const loaded = await loadModel(model);
    const { threshold, operatingPoints } = loaded.manifest;
    return {
      name: model,
      threshold,
      operatingPoints,
      score: (names) => scoreNames(loaded, names),
      manifest,
      history,
    };
  }
  const classifier = await loadClassifier(model);
  const { name, version, threshold, operatingPoints } = classifier.model;
  return {
    name: model ?? `${name} ${version}`,
    threshold,
    operatingPoints,
    score: (names) => classifier.score(names),
    manifest,
    history,
  };
}

async function readHistory(directory: string): Promise<EpochFigures[]> {
  const file = join(directory, 'history.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as EpochFigures[]) : [];
}
