import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { LogsError } from '../errors.ts';
import { STDIN } from './list-inputs.ts';

/** Text that may wait for a slow disk before the work waits with it. */
const BUFFER_SIZE = 2 ** 20;

/** A file (`.gz` packed by name) or a stream of the caller's (`-`) that is written as fast as it takes. */
export class TextOutput {
  readonly #file: string;
  readonly #stream: Writable;
  /** What must be closed for all to be written; null where that is not ours to close. */
  readonly #target: Writable | null;
  #failure: Error | undefined;

  /** `stdout` is what `-` stands for. */
  constructor(file: string, stdout: Writable) {
    this.#file = file;
    this.#target = file === STDIN ? null : createWriteStream(file, { highWaterMark: BUFFER_SIZE });
    this.#stream = this.#target === null ? stdout : packedByName(file, this.#target);
    this.#stream.once('error', (error: Error) => {
      this.#failure = error;
    });
  }

  /** True from the moment on when nothing more can be written. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Waits while the reader on the other side is slower. */
  async write(text: string): Promise<void> {
    if (text === '' || this.hasFailed) return;
    await new Promise<void>((resolve) => {
      // An error is kept by the listener above.
      const hasRoom = this.#stream.write(text, () => {
        resolve();
      });
      if (hasRoom) resolve();
    });
  }

  /** Sees that everything is written. A reader that has had enough (`| head`) ends the work, which is not a failure. */
  async close(): Promise<void> {
    if (this.#target !== null && !this.hasFailed) {
      this.#stream.end();
      await finished(this.#target).catch((error: unknown) => {
        this.#failure ??= error as Error;
      });
    }
    const failure = this.#failure;
    if (failure === undefined || (failure as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw new LogsError(
      'LOGS_OUTPUT_UNWRITABLE',
      `${this.#file} can't be written (${failure.message}). Expected a writable file; check the folder, its rights and the space left.`,
      { cause: failure },
    );
  }
}

function packedByName(file: string, target: Writable): Writable {
  if (!file.endsWith('.gz')) return target;
  const gzip = createGzip();
  target.once('error', (error) => gzip.destroy(error));
  gzip.pipe(target);
  return gzip;
}
