import type { LabelledDomain } from '@degas/features';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { showProgress } from './progress.ts';

const ROWS_PER_LOOK = 10_000;

/** The rows as they are; says how many were read, and ends at Ctrl-C. A pool takes a minute to read. */
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

/** Training ended before there was anything to keep. */
export function interrupted(before: string): TrainerError {
  return new TrainerError(
    'TRAINER_INTERRUPTED',
    `Training was stopped before ${before}, so there is no model to write; run the same command with --resume to go on from its last checkpoint.`,
  );
}
