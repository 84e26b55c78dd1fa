/** Every code a `TrainerError` can carry; docs/reference/errors.md explains each. */
export const trainerErrorCodes = [
  'TRAINER_CANNOT_READ',
  'TRAINER_INPUT_MISSING',
  'TRAINER_INPUT_NOT_UNDERSTOOD',
  'TRAINER_CANNOT_WRITE',
  'TRAINER_OUTPUT_IS_INPUT',
  'TRAINER_NO_NAMES',
  'TRAINER_OPTION_INVALID',
  'TRAINER_INTERRUPTED',
  'TRAINER_PACKAGE_MISSING',
] as const;

export type TrainerErrorCode = (typeof trainerErrorCodes)[number];

/** What went wrong in the command line itself: what was given, what was expected, what to do. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
  readonly code: TrainerErrorCode;

  constructor(code: TrainerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
