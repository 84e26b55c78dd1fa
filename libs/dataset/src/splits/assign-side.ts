import { DatasetError } from '../errors.ts';
import { unitHashOfKey } from './split-key.ts';

export interface RandomSplit {
  /** The part of the names that is for training, between 0 and 1; default 0.8. */
  readonly fraction?: number;
  readonly seed?: string | number;
  /** By the hash that `train` of @degas/model keeps rows apart by when it is given none; then the seed is a number. */
  readonly by?: 'train';
}

export const defaultRandomSplit = { fraction: 0.8, seed: 1 } as const;

/**
 * True for a name on the training side of a random split. It depends on the registrable name and the seed only,
 * so it needs no memory, the order of the rows doesn't matter, and no registrable name is on both sides.
 */
export function isTrainingName(domain: string, options: RandomSplit = {}): boolean {
  const { fraction, seed, by } = { ...defaultRandomSplit, ...options };
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new DatasetError(
      'DATASET_OPTION_INVALID',
      `The fraction is ${fraction}. Expected a number from 0 to 1, such as 0.8; give that.`,
    );
  }
  const share = unitHashOfKey(domain, { seed, by });
  return by === 'train' ? share >= 1 - fraction : share < fraction;
}
