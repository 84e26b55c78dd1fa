import type { Writable } from 'node:stream';

/** The world as a command sees it; tests have their own. */
export interface CommandContext {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /** Results only. */
  readonly stdout: Writable;
  /** Progress, warnings, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Where colours are shown: on terminals, unless NO_COLOR forbids it. */
  readonly colours: { readonly stdout: boolean; readonly stderr: boolean };
  /** True for `--quiet`: no progress and no summary, only warnings and errors. */
  readonly isQuiet: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted by Ctrl-C: long work ends early and keeps what it has. A command that never looks at it is ended by Ctrl-C. */
  readonly signal: AbortSignal;
}
