import { LogsError } from '@degas/logs';

import { TrainerError } from '../errors.ts';
import { systemReason } from '../system-reason.ts';

/** The error of a file that an option names; `expected` is what it should be, `advice` what to do. */
export function cannotRead(
  file: string,
  option: string,
  { expected, advice }: { readonly expected: string; readonly advice: string },
  cause: unknown,
): TrainerError {
  const found = cause instanceof LogsError ? (cause.cause ?? cause) : cause;
  const failure = found as NodeJS.ErrnoException;
  const { code } = failure;
  const isMissing = code === 'ENOENT' || code === 'LOGS_FILE_MISSING';
  return new TrainerError(
    isMissing ? 'TRAINER_INPUT_MISSING' : 'TRAINER_CANNOT_READ',
    `${file} (${option}) ${isMissing ? 'does not exist' : `can't be read (${systemReason(failure)})`}. Expected ${expected}; ${advice}.`,
    { cause },
  );
}
