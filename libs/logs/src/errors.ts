/** Every code that this package throws, with what it means. */
export const logsErrorCodes = [
  'LOGS_FILE_MISSING',
  'LOGS_FILE_UNREADABLE',
  'LOGS_FILE_CORRUPT',
  'LOGS_FILE_TRUNCATED',
  'LOGS_FORMAT_UNKNOWN',
  'LOGS_FORMAT_UNSUPPORTED',
  'LOGS_COLUMN_MISSING',
  'LOGS_OPTION_INVALID',
] as const;

export type LogsErrorCode = (typeof logsErrorCodes)[number];

/** A broken world: what was given, what was expected, what to do. Bad lines are counted instead. */
export class LogsError extends Error {
  override readonly name = 'LogsError';
  readonly code: LogsErrorCode;

  constructor(code: LogsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
