import type { TrainOptions } from './train-options.ts';
import type { RowSplit } from './trained-model.ts';
import type { TrainingSettings } from './training-settings.ts';

/**
 * What parted validation rows from training rows; `random` and `k-fold` as @degas/dataset's splits of these names do it when they
 * are told `by: 'train'`.
 */
export function describeSplit(
  { validation, split, fold }: Pick<TrainOptions, 'validation' | 'split' | 'fold'>,
  { seed, validationFraction }: TrainingSettings,
): RowSplit {
  if (validation) return split ?? { name: 'given', settings: {} };
  if (fold) {
    return { name: 'k-fold', settings: { fold: fold.index, folds: fold.of, seed, by: 'train' } };
  }
  return { name: 'random', settings: { fraction: 1 - validationFraction, seed, by: 'train' } };
}
