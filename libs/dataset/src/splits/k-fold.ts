import { DatasetError } from '../errors.ts';
import { unitHashOfKey } from './split-key.ts';
import type { Split } from './split.ts';

export const defaultFolds = { folds: 5, seed: 1 } as const;

export interface FoldSplit {
  /** The fold that is tested on, from 0. */
  readonly fold: number;
  readonly folds?: number;
  readonly seed?: string | number;
  /** By the hash that `train` of @degas/model makes folds by; then the seed is a number. */
  readonly by?: 'train';
}

/** One of `folds` equal parts, by the hash of registrable name and seed, for the test; the rest for training. */
export function splitIntoFolds(options: FoldSplit): Split {
  const settings = { ...defaultFolds, ...options };
  const { fold, folds, seed, by } = settings;
  if (
    !Number.isInteger(folds) ||
    folds < 2 ||
    !Number.isInteger(fold) ||
    fold < 0 ||
    fold >= folds
  ) {
    throw new DatasetError(
      'DATASET_OPTION_INVALID',
      `Fold ${fold} of ${folds} was requested. Expected at least 2 folds, and one of them counted from 0; give that.`,
    );
  }
  return {
    name: 'k-fold',
    settings,
    sideOf: ({ domain }) =>
      Math.floor(unitHashOfKey(domain, { seed, by }) * folds) === fold ? 'test' : 'training',
  };
}
