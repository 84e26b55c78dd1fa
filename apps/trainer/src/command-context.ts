import type { Readable, Writable } from 'node:stream';

/** The world as a command sees it; tests give their own. */
export interface CommandContext {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Results only. */
  readonly stdout: Writable;
  /** Progress, warnings, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted by Ctrl-C: long work ends early and keeps what it has. */
  readonly signal: AbortSignal;
}
