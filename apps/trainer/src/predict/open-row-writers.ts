import { loadModel } from '../models/load-model.ts';
import { classifierSettings, type Rules } from '../rules/classifier-settings.ts';
import type { NameRows } from './name-rows.ts';
import { canWriteInThreads, RowThreads } from './row-threads.ts';
import { RowWriter, type RowStyle, type WrittenRows } from './row-writer.ts';

/** Batches that wait for a thread: enough to keep it busy while one is written here. */
const WAITING = 3;
/** Batches that are written ahead of the one that is put out, for each worker: so that none waits for another. */
const AHEAD = 2 * WAITING;
/** So few names are written sooner than threads, each with a model of its own, start. */
const NAMES_BEFORE_THREADS = 40_000;

/** Classifies names and writes their rows, in this thread alone or with others beside it. */
export interface RowWriters {
  /** Batches that are written at a time. */
  readonly batchesAhead: number;
  write(rows: NameRows): Promise<WrittenRows>;
  /** What a table without rows is. */
  end(): string;
  close(): Promise<void>;
}

/**
 * Loads a model. Threads beside this one start only for enough names to pay off; here is written what they have no time for, and everything
 * until their models are loaded. Rows are the same either way.
 */
export async function openRowWriters(
  model: string | undefined,
  rules: Rules,
  style: RowStyle,
  workers: number,
): Promise<RowWriters> {
  const classifier = await loadModel(model, classifierSettings(rules));
  const alone = new RowWriter(classifier, style);
  const most = workers > 1 && canWriteInThreads() ? NAMES_BEFORE_THREADS : Infinity;
  let threads: RowThreads | null = null;
  let names = 0;
  return {
    get batchesAhead() {
      return threads?.areLoaded === true ? AHEAD * workers : 1;
    },
    async write(rows) {
      if (threads?.areLoaded === true && threads.leastWaiting < WAITING)
        return await threads.write(rows);
      // The first batch is written here, whatever its size: it decides the titles of a table.
      const written = alone.write(rows);
      names += rows.names.length;
      if (names > most)
        threads ??= new RowThreads(workers - 1, { model, rules, style: alone.style });
      return written;
    },
    end: () => alone.end(),
    async close() {
      classifier.close();
      await threads?.close();
    },
  };
}
