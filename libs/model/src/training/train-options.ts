import type { LabelledDomain } from '@degas/features';

import type { Fold } from './collect-rows.ts';
import type { EpochResult, RowSplit } from './trained-model.ts';
import type { TrainingSettings } from './training-settings.ts';

/** Where training stands, after each batch. */
export interface TrainingProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** From 1, within the epoch. */
  readonly batch: number;
  readonly batches: number;
  /** Mean of the epoch so far. */
  readonly loss: number;
  readonly learningRate: number;
  /** Of the epoch so far. */
  readonly namesPerSecond: number;
  /** Of all epochs, at this rate; early stopping may need less. */
  readonly secondsLeft: number;
}

export interface TrainOptions extends Partial<TrainingSettings> {
  /** Judged after every epoch; without it, a share of the rows is kept apart. */
  readonly validation?: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>;
  /** The part of the rows kept apart, in place of `validationFraction`: for cross-validation. */
  readonly fold?: Fold;
  /** What parted `validation` from the rows, for the manifest. */
  readonly split?: RowSplit;
  /** Rows as they are that the family head is trained on alone at the end; the training part unless given. */
  readonly familyRows?: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Names that the family head was trained on alone, of all. */
  readonly onFamilyProgress?: (names: number, of: number) => void;
  readonly onEpoch?: (result: EpochResult) => void;
  /** Ends training at the next batch; the best weights so far are kept. */
  readonly signal?: AbortSignal;
  /** A file to continue from when it is there, replaced every `checkpointEvery` batches and at each epoch's end. */
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  /** Milliseconds, for the rates that progress reports. */
  readonly now?: () => number;
}
