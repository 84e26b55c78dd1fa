import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { ModelError } from '../errors.ts';
import type { TrainingProgress } from '../training/train-options.ts';
import type { EpochResult } from '../training/trained-model.ts';
import { eventRecord, type LogEvent } from './event-record.ts';

/** Batches per point of the loss. */
const BATCHES_PER_POINT = 20;

/**
 * Writes a training's course as TensorBoard reads it (`tensorboard --logdir DIR`): the loss and the learning rate by
 * step, and what each epoch gave.
 *
 * @example const log = new TensorBoardLog('logs', () => Date.now());
 * await train(rows, { onProgress: (progress) => log.progress(progress), onEpoch: (result) => log.epoch(result) });
 * await log.close();
 */
export class TensorBoardLog {
  readonly #directory: string;
  readonly #now: () => number;
  /** The writes in their order; a failure stays in it until `close`. */
  #writing: Promise<void>;
  #file: string | undefined;

  /** `now` returns milliseconds since 1970, for the time axis. */
  constructor(directory: string, now: () => number) {
    this.#directory = directory;
    this.#now = now;
    this.#writing = Promise.resolve();
  }

  progress({ epoch, batch, batches, loss, learningRate, namesPerSecond }: TrainingProgress): void {
    if (batch % BATCHES_PER_POINT !== 0 && batch !== batches) return;
    const step = (epoch - 1) * batches + batch;
    const values = {
      'batch/loss': loss,
      'batch/learning_rate': learningRate,
      'batch/names_per_second': namesPerSecond,
    };
    this.#append(step, values, step);
  }

  epoch({ epoch, loss, validationLoss, validationAccuracy, learningRate }: EpochResult): void {
    this.#append(epoch, {
      'epoch/loss': loss,
      'epoch/validation_loss': validationLoss,
      'epoch/validation_accuracy': validationAccuracy,
      'epoch/learning_rate': learningRate,
    });
  }

  /** Waits for pending writes; throws if one of them failed. */
  async close(): Promise<void> {
    try {
      await this.#writing;
    } catch (cause) {
      throw new ModelError(
        'MODEL_WRITE_FAILED',
        `The TensorBoard log in ${this.#directory} could not be written (${String(cause)}); name a writable folder with space left.`,
        { cause },
      );
    }
  }

  /** `start`: where a run begins, or goes on; TensorBoard then forgets what a killed one wrote from there. */
  #append(step: number, values: Record<string, number>, start?: number): void {
    const time = this.#now() / 1000;
    const events: LogEvent[] = [];
    if (this.#file === undefined) {
      this.#file = join(this.#directory, `events.out.tfevents.${time.toFixed(3)}.degas`);
      events.push({ wall_time: time, file_version: 'brain.Event:2' });
      if (start !== undefined) events.push({ wall_time: time, step, session_log: { status: 1 } });
    }
    const value = Object.entries(values).map(([tag, number]) => ({ tag, simple_value: number }));
    events.push({ wall_time: time, step, summary: { value } });
    const [file, bytes] = [this.#file, Buffer.concat(events.map(eventRecord))];
    this.#writing = this.#writing.then(async () => {
      await mkdir(this.#directory, { recursive: true });
      await appendFile(file, bytes);
    });
    this.#writing.catch(() => undefined); // `close` throws it
  }
}
