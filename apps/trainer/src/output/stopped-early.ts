import { TrainerError } from '../errors.ts';

/** The error of a command that Ctrl-C ended; `done` is how far it came, `result` what became of that. */
export function stoppedEarly(done: string, result: string): TrainerError {
  return new TrainerError(
    'TRAINER_INTERRUPTED',
    `Stopped after ${done}; ${result}. Expected to read all of the input; run the same command again.`,
  );
}
