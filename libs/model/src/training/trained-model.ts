import type { Encoding } from '@degas/features';
import type * as tf from '@tensorflow/tfjs';

import type { TrainingSettings } from './training-settings.ts';

/** One line of the history: the results of an epoch. Losses are means of the binary cross-entropy, per name. */
export interface EpochResult {
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss: number;
  /** Share of validation names on the right side of .5. */
  readonly validationAccuracy: number;
  /** At the end of the epoch. */
  readonly learningRate: number;
  /** Names a second over the epoch's training part. */
  readonly namesPerSecond: number;
}

/** How many rows went in, for the manifest. */
export interface RowCounts {
  readonly total: number;
  readonly benign: number;
  readonly dga: number;
}

/** What one source gave; `sha256` is of its lines `domain<TAB>label<TAB>family` in the order they were read. */
export interface SourceRows extends RowCounts {
  readonly source: string;
  readonly sha256: string;
}

/** How validation rows were parted from the others: with the data, enough to do it again. */
export interface RowSplit {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Validation rows as evaluation wants them, scored by the final (best) weights. */
export interface ValidationScores {
  readonly scores: Float32Array;
  readonly labels: Uint8Array;
  readonly families: readonly (string | null)[];
}

/** Why training ended: all epochs done, no better for `patience` epochs, or the caller's AbortSignal. */
export type TrainingEnd = 'epochs' | 'patience' | 'aborted';

/** What `train` returns: the network with its best weights and everything that a manifest says about them. */
export interface TrainedModel {
  readonly network: string;
  /** Holds tensors: `model.dispose()` when done. Input `input_image` int32 [n, length], output (n, 1) sigmoid. */
  readonly model: tf.LayersModel;
  /** The same network with the family head as second output, (n, families) logits, where one was trained. */
  readonly familyModel?: tf.LayersModel;
  readonly encoding: Encoding;
  /** Every setting with its resolved value; plain JSON. */
  readonly settings: TrainingSettings;
  /** The backend that trained, such as 'wasm'. */
  readonly backend: string;
  readonly history: readonly EpochResult[];
  /** The epoch (from 1) whose weights were kept; 0 when stopped before the first ended. */
  readonly bestEpoch: number;
  readonly end: TrainingEnd;
  /** The families seen in training, in the order of the family head. */
  readonly families: readonly string[];
  readonly rows: {
    readonly training: RowCounts;
    readonly validation: RowCounts;
    /** Rows without a registrable name: neither trained on nor scored. */
    readonly skipped: number;
    readonly sources: readonly SourceRows[];
    readonly split: RowSplit;
  };
  readonly validation: ValidationScores;
}
