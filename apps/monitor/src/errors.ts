/** Every code a `MonitorError` can carry; docs/reference/errors.md explains each. */
export const monitorErrorCodes = [
  'MONITOR_OPTION_INVALID',
  'MONITOR_CANNOT_LISTEN',
  'MONITOR_CANNOT_READ',
  'MONITOR_CANNOT_WRITE',
  'MONITOR_DEAD_LETTERS_FULL',
  'MONITOR_OUTLET_CLOSED',
  'MONITOR_STATE_IN_USE',
  'MONITOR_STATE_UNREADABLE',
  'MONITOR_BLOCKLIST_FOREIGN',
  'MONITOR_KAFKA_FAILED',
] as const;

export type MonitorErrorCode = (typeof monitorErrorCodes)[number];

/** What went wrong in the monitor itself: what was given, what was expected, what to do. */
export class MonitorError extends Error {
  override readonly name = 'MonitorError';
  readonly code: MonitorErrorCode;

  constructor(code: MonitorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
