/** Every code an EvaluationError can carry; `docs/reference/errors.md` explains each. */
export const evaluationErrorCodes = [
  'EVALUATION_LENGTH_MISMATCH',
  'EVALUATION_BAD_LABEL',
  'EVALUATION_BAD_RATE',
  'EVALUATION_BAD_SCORE',
  'EVALUATION_ONE_CLASS',
] as const;

export type EvaluationErrorCode = (typeof evaluationErrorCodes)[number];

/** The one error of this package: a caller's arrays or settings that cannot be evaluated. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  readonly code: EvaluationErrorCode;

  constructor(code: EvaluationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
