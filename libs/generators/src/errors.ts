/** Every code that a GeneratorsError can carry. */
export const generatorsErrorCodes = [
  'GENERATORS_UNKNOWN_FAMILY',
  'GENERATORS_UNKNOWN_VARIANT',
  'GENERATORS_UNKNOWN_FORMAT',
  'GENERATORS_MISSING_DATE',
  'GENERATORS_MISSING_SEED',
  'GENERATORS_BAD_DATE',
  'GENERATORS_BAD_SEED',
  'GENERATORS_BAD_COUNT',
  'GENERATORS_BAD_PARAMETER',
  'GENERATORS_BAD_FILTER',
] as const;

export type GeneratorsErrorCode = (typeof generatorsErrorCodes)[number];

/** The error of this package: a code of the closed list, and a message with what was given, expected and what to do. */
export class GeneratorsError extends Error {
  override readonly name = 'GeneratorsError';
  readonly code: GeneratorsErrorCode;
  constructor(code: GeneratorsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
