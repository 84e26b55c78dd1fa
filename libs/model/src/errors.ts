/** Every code a `ModelError` can carry; docs/reference/errors.md explains each. */
export const modelErrorCodes = [
  'MODEL_UNKNOWN_NETWORK',
  'MODEL_UNKNOWN_BACKEND',
  'MODEL_BACKEND_UNAVAILABLE',
  'MODEL_BAD_SETTING',
  'MODEL_TOO_FEW_ROWS',
  'MODEL_DIVERGED',
  'MODEL_CHECKPOINT_MISMATCH',
  'MODEL_UNSUPPORTED_LAYER',
  'MODEL_BAD_DESCRIPTION',
  'MODEL_VERSION_EXISTS',
  'MODEL_WRITE_FAILED',
  'MODEL_NOT_FOUND',
  'MODEL_BAD_MANIFEST',
  'MODEL_FORMAT_MISMATCH',
  'MODEL_DIGEST_MISMATCH',
  'MODEL_ENCODING_MISMATCH',
  'MODEL_BAD_KERAS_FILE',
] as const;

export type ModelErrorCode = (typeof modelErrorCodes)[number];

/** What went wrong in this package: what was given, what was expected, what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
