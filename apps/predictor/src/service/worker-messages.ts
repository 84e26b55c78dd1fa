import { ServingError, servingErrorCodes, type ServingErrorCode } from '../serving-error.ts';

/** An error on its way between processes. */
export interface SentError {
  readonly code: ServingErrorCode;
  readonly message: string;
}

/** What a worker sends to the primary. */
export type WorkerMessage =
  /** It could not start, and ends with that code. */
  | { readonly degas: 'failed'; readonly complaint: string; readonly code: number }
  /** It listens, with the configuration of that generation. */
  | { readonly degas: 'serving'; readonly generation: number }
  | { readonly degas: 'state' }
  /** It has come as far as `key` says, and waits for the others. */
  | { readonly degas: 'meet'; readonly key: string }
  /** A caller asks for another configuration. */
  | { readonly degas: 'reload'; readonly id: number; readonly config: unknown }
  /** It has put a configuration into force, or could not. */
  | { readonly degas: 'applied'; readonly id: number; readonly error: SentError | null }
  | { readonly degas: 'ask-metrics'; readonly id: string }
  | { readonly degas: 'part'; readonly id: string; readonly metrics: object[] };

/** What the primary sends to a worker. */
export type PrimaryMessage =
  | { readonly degas: 'state'; readonly generation: number; readonly config: unknown }
  | { readonly degas: 'met'; readonly key: string }
  | {
      readonly degas: 'apply';
      readonly id: number;
      readonly generation: number;
      readonly config: unknown;
    }
  | { readonly degas: 'reloaded'; readonly id: number; readonly error: SentError | null }
  | { readonly degas: 'gather'; readonly id: string }
  | { readonly degas: 'sum'; readonly id: string; readonly text: string };

export function sentError(error: unknown): SentError {
  if (error instanceof ServingError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) };
}

export function receivedError({ code, message }: SentError): ServingError {
  return new ServingError(servingErrorCodes.includes(code) ? code : 'INTERNAL', message);
}
