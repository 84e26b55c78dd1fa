import {
  loadClassifierPool,
  type ClassifierOptions,
  type ClassifierPool,
  type Verdict,
} from '@degas/inference';

import { loadModel } from '../models/load-model.ts';

/** Chunks that are scored ahead of the one that is written, for each worker: enough to keep it busy. */
const AHEAD = 3;
/** So many names are scored before threads would have started. */
const NAMES_BEFORE_THREADS = 30_000;

/** Scores chunks of names, in one thread or in several. */
export interface OpenClassifier {
  /** Chunks that are scored at a time. */
  readonly chunksAhead: number;
  classify(names: readonly string[]): Promise<readonly Verdict[]>;
  close(): void;
}

/** Loads a model; threads start only for enough names to pay off. Verdicts are the same either way. */
export async function openClassifier(
  model: string | undefined,
  settings: ClassifierOptions,
  workers: number,
): Promise<OpenClassifier> {
  const alone = await loadModel(model, settings);
  let pool: Promise<ClassifierPool> | null = null;
  let names = 0;
  return {
    get chunksAhead() {
      return pool === null ? 1 : AHEAD * workers;
    },
    async classify(chunk) {
      names += chunk.length;
      if (workers === 1 || names <= NAMES_BEFORE_THREADS) return alone.classify(chunk);
      pool ??= loadClassifierPool(model, { ...settings, workers });
      return (await pool).classify(chunk);
    },
    close() {
      alone.close();
      void pool?.then((opened) => {
        opened.close();
      });
    },
  };
}
