import { textTable } from '@degas/evaluation';
import type { TrainedModel } from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { runTraining, type TrainingJob } from './run-training.ts';
import { validationReport, metricsOf } from './validation-report.ts';

/** What one fold gave on the names that it kept apart. */
export type FoldFigures = Pick<
  ReturnType<typeof metricsOf>,
  'names' | 'f1' | 'precision' | 'recall' | 'falsePositiveRate' | 'rocAuc'
> & { readonly fold: number };

export interface CrossValidation {
  /** The fold with the least validation loss. */
  readonly best: TrainedModel;
  readonly folds: readonly FoldFigures[];
}

/** The file that a fold of a training goes on from. */
export function foldCheckpoint(checkpoint: string, fold: number): string {
  return checkpoint.replace(/(?=\.checkpoint$)/, `.fold-${fold}`);
}

/**
 * Trains once for each of `splits` equal parts, validated on it and trained on the others. Checkpoints stay until the
 * caller removes them, so that a killed cross-validation doesn't train its finished folds again.
 */
export async function crossValidate(
  job: TrainingJob,
  splits: number,
  terminal: CommandContext,
): Promise<CrossValidation> {
  let best: TrainedModel | undefined;
  const folds: FoldFigures[] = [];
  for (let index = 0; index < splits; index++) {
    const trained = await runTraining(
      {
        ...job,
        fold: { index, of: splits },
        checkpoint: foldCheckpoint(job.checkpoint, index + 1),
        ...(job.tensorboard !== undefined && {
          tensorboard: `${job.tensorboard}/fold-${index + 1}`,
        }),
      },
      terminal,
    );
    if (trained.end !== 'aborted') folds.push(figuresOf(trained, index + 1));
    const isBetter = best === undefined || lossOf(trained) < lossOf(best);
    (isBetter ? best : trained)?.model.dispose();
    if (isBetter) best = trained;
    if (trained.end === 'aborted') break;
  }
  if (best === undefined) throw new RangeError('There are at least two splits.');
  return { best, folds };
}

/** A line for each fold, then mean and standard deviation. */
export function foldTable(folds: readonly FoldFigures[]): string {
  const keys = ['f1', 'precision', 'recall', 'falsePositiveRate', 'rocAuc'] as const;
  const cells = (values: readonly (number | null)[]): string[] =>
    values.map((value) => (value === null ? '–' : value.toFixed(4)));
  const spread = keys.map((key) => meanAndDeviation(folds.flatMap((fold) => fold[key] ?? [])));
  return textTable([
    ['fold', 'F1', 'precision', 'recall', 'FPR', 'ROC AUC'],
    ...folds.map((fold) => [String(fold.fold), ...cells(keys.map((key) => fold[key]))]),
    ['mean', ...cells(spread.map(({ mean }) => mean))],
    ['deviation', ...cells(spread.map(({ deviation }) => deviation))],
  ]);
}

/** The deviation is the sample's; null for fewer than two values. */
export function meanAndDeviation(values: readonly number[]): {
  mean: number | null;
  deviation: number | null;
} {
  if (values.length === 0) return { mean: null, deviation: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, deviation: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function figuresOf(trained: TrainedModel, fold: number): FoldFigures {
  const { names, f1, precision, recall, falsePositiveRate, rocAuc } = metricsOf(
    validationReport(trained),
  );
  return { fold, names, f1, precision, recall, falsePositiveRate, rocAuc };
}

function lossOf({ history }: TrainedModel): number {
  return Math.min(...history.map(({ validationLoss }) => validationLoss));
}
