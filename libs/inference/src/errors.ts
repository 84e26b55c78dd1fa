/** Every code of an InferenceError; `docs/reference/errors.md` explains each. */
export const inferenceErrorCodes = [
  'INFERENCE_NOT_A_MODEL',
  'INFERENCE_FORMAT_VERSION',
  'INFERENCE_TRUNCATED',
  'INFERENCE_CORRUPT',
  'INFERENCE_INVALID_MODEL',
  'INFERENCE_UNKNOWN_ENCODING',
  'INFERENCE_MODEL_NOT_FOUND',
  'INFERENCE_BAD_OPTION',
  'INFERENCE_BAD_CODES',
  'INFERENCE_NO_GROUP_NETWORK',
  'INFERENCE_BAD_NAMES',
  'INFERENCE_CLOSED',
  'INFERENCE_POOL_UNAVAILABLE',
  'INFERENCE_WORKER_LOST',
] as const;

export type InferenceErrorCode = (typeof inferenceErrorCodes)[number];

/** The one error of this package: for models, options and arguments. The names themselves never cause one. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code: InferenceErrorCode;

  constructor(code: InferenceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
