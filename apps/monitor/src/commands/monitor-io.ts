import type { Readable, Writable } from 'node:stream';

/** The world around the monitor: the process in the program, something else in a test. */
export interface MonitorIo {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
  readonly random: () => number;
  /** Aborted when the monitor is asked to end. */
  readonly stop: AbortSignal;
  /** Takes what is called when the monitor is asked to read its settings again. */
  readonly onReload: (reload: () => void) => void;
}
