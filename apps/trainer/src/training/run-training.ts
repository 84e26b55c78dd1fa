import type { LabelledDomain } from '@degas/features';
import {
  TensorBoardLog,
  train,
  type Fold,
  type RowSplit,
  type TrainedModel,
  type TrainingSettings,
} from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { showProgress } from '../progress/progress.ts';

/** One training: what it reads, and where it leaves its traces. */
export interface TrainingJob {
  readonly rows: () => AsyncIterable<LabelledDomain>;
  /** Judged after every epoch; without them, a part of the rows is kept apart. */
  readonly validation?: () => AsyncIterable<LabelledDomain>;
  /** What the family head is trained on alone; the rows unless given. */
  readonly families?: () => AsyncIterable<LabelledDomain>;
  /** What parted them from the rows. */
  readonly split?: RowSplit;
  readonly settings: Partial<TrainingSettings> & { readonly checkpointEvery?: number };
  readonly checkpoint: string;
  /** Folder for TensorBoard's logs; none unless given. */
  readonly tensorboard?: string;
  readonly fold?: Fold;
}

/** Trains with a progress line (loss, rate, time left) and, where asked for, a TensorBoard log. */
export async function runTraining(
  job: TrainingJob,
  terminal: CommandContext,
): Promise<TrainedModel> {
  const { fold, tensorboard } = job;
  const { now, signal } = terminal;
  const title = fold ? `fold ${fold.index + 1}/${fold.of}` : 'training';
  let progress = showProgress(terminal, title);
  let isHead = false;
  const log = tensorboard === undefined ? undefined : new TensorBoardLog(tensorboard, now);
  try {
    return await train(job.rows(), {
      ...job.settings,
      checkpoint: job.checkpoint,
      ...(job.validation && { validation: job.validation() }),
      ...(job.families && { familyRows: job.families() }),
      ...(job.split && { split: job.split }),
      ...(fold && { fold }),
      signal,
      now,
      onProgress(at) {
        log?.progress(at);
        const { epoch, epochs, batch, batches, loss, namesPerSecond } = at;
        progress.update(
          (epoch - 1) * batches + batch,
          epochs * batches,
          `epoch ${epoch}/${epochs}, loss ${loss.toFixed(4)}, ${Math.round(namesPerSecond)} names/s`,
        );
      },
      onFamilyProgress(names, of) {
        if (!isHead) {
          progress.end();
          progress = showProgress(terminal, 'family head');
          isHead = true;
        }
        progress.update(names, of, `${names} names`);
      },
      onEpoch: (result) => log?.epoch(result),
    });
  } finally {
    progress.end();
    await log?.close();
  }
}
