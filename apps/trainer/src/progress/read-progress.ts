import { existsSync } from 'node:fs';

import type { LabelledDomain } from '@degas/features';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { showProgress } from './progress.ts';

const ROWS_PER_LOOK = 10_000;

/** Passes the rows on, reports how many were read, and ends at Ctrl-C. A corpus takes a minute to read. */
export async function* reportReading(
  rows: AsyncIterable<LabelledDomain>,
  terminal: CommandContext,
): AsyncIterable<LabelledDomain> {
  const progress = showProgress(terminal, 'reading');
  let count = 0;
  try {
    for await (const row of rows) {
      if (++count % ROWS_PER_LOOK === 0) {
        progress.update(count, 0, 'rows');
        if (terminal.signal.aborted) throw interrupted('the data was read');
      }
      yield row;
    }
  } finally {
    progress.end();
  }
}

/** The error of a training that was stopped before there was anything to keep; `checkpoints` is where it may go on. */
export function interrupted(before: string, checkpoints: readonly string[] = []): TrainerError {
  const advice = checkpoints.some((file) => existsSync(file))
    ? 'run the same command with --resume to go on from its checkpoint.'
    : 'there is no checkpoint yet; run the same command again.';
  return new TrainerError(
    'TRAINER_INTERRUPTED',
    `Training was stopped before ${before}. Expected at least one epoch for a model; ${advice}`,
  );
}
