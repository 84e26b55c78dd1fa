/** Every code of this package, with what it means in `docs/reference/errors.md`. */
export const trafficErrorCodes = [
  'TRAFFIC_INVALID_OPTION',
  'TRAFFIC_NOT_MERGEABLE',
  'TRAFFIC_SNAPSHOT_UNREADABLE',
] as const;
export type TrafficErrorCode = (typeof trafficErrorCodes)[number];

/** What goes wrong in this package; the message says what was given, what was expected and what to do. */
export class TrafficError extends Error {
  override readonly name = 'TrafficError';
  readonly code: TrafficErrorCode;

  constructor(code: TrafficErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
