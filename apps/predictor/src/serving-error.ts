/** Every status that a request can end with, and the HTTP status that TensorFlow Serving answers for it. */
const HTTP_STATUS = {
  CANCELLED: 499,
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  ABORTED: 409,
  PAYLOAD_TOO_LARGE: 413,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNKNOWN: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

/** Why a request failed: gRPC's canonical names, and one of HTTP's own for a body over the limit. */
export type ServingErrorCode = keyof typeof HTTP_STATUS;

export const servingErrorCodes = Object.keys(HTTP_STATUS) as readonly ServingErrorCode[];

/** A request that cannot be answered, or settings that cannot be used; its message may be shown to the caller. */
export class ServingError extends Error {
  override readonly name = 'ServingError';
  readonly code: ServingErrorCode;

  constructor(code: ServingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code];
  }
}

/** Returns the error for a mistake of the caller, in TensorFlow Serving's words. */
export function invalidArgument(message: string): ServingError {
  return new ServingError('INVALID_ARGUMENT', message);
}

/** Returns any error as the caller may see it: of a failure of the service nothing but that. */
export function asServingError(error: unknown): ServingError {
  if (error instanceof ServingError) return error;
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === 413) return new ServingError('PAYLOAD_TOO_LARGE', 'Request body is too large');
  if (statusCode !== undefined && statusCode < 500)
    return invalidArgument(message ?? 'Bad request');
  return new ServingError('INTERNAL', 'Internal error');
}
