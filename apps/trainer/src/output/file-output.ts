import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { cannotWrite } from './cannot-write.ts';
import { writablePath } from './output-path.ts';

/** Text that may wait for a slow disk before the work waits with it. */
const BUFFER_SIZE = 2 ** 20;

/**
 * A file (`.gz` packed by name) or standard output (`-`) that is written as fast as it takes. A file that exists is
 * replaced only when everything is written; until then its content stays.
 */
export class FileOutput {
  readonly #file: string;
  readonly #path: string;
  /** Where `#path` is renamed to in the end. */
  readonly #replaces: string | null;
  /** Whether `#path` is a file that this one makes. */
  readonly #isOurs: boolean;
  readonly #stream: Writable;
  /** What must be closed for all to be written; null where that is not ours to close. */
  readonly #target: Writable | null;
  #failure: Error | undefined;

  constructor(file: string, { stdout }: Pick<CommandContext, 'stdout'>) {
    this.#file = file;
    const { path, replaces } = file === '-' ? { path: file, replaces: null } : writablePath(file);
    this.#path = path;
    this.#replaces = replaces;
    this.#isOurs = file !== '-' && !existsSync(path);
    this.#target = file === '-' ? null : createWriteStream(path, { highWaterMark: BUFFER_SIZE });
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
  async write(text: string | Uint8Array): Promise<void> {
    if (text.length === 0 || this.hasFailed) return;
    await new Promise<void>((resolve) => {
      // An error is kept by the listener above.
      const hasRoom = this.#stream.write(text, () => {
        resolve();
      });
      if (hasRoom) resolve();
    });
  }

  /** Waits until the system has taken all of it: whether that failed is known then. */
  async writeThrough(text: string): Promise<void> {
    if (text.length === 0 || this.hasFailed) return;
    await new Promise<void>((resolve) => {
      this.#stream.write(text, (error) => {
        this.#failure ??= error ?? undefined;
        resolve();
      });
    });
  }

  /** Waits until everything is written. A reader that closes the pipe (`| head`) ends the work, which is not a failure. */
  async close(): Promise<void> {
    if (this.#target !== null && !this.hasFailed) {
      this.#stream.end();
      await finished(this.#target).catch((error: unknown) => {
        this.#failure ??= error as Error;
      });
    }
    if (!this.hasFailed && this.#replaces !== null) {
      await rename(this.#path, this.#replaces).catch((error: unknown) => {
        this.#failure ??= error as Error;
      });
    }
    const failure = this.#failure;
    if (failure === undefined) return;
    await this.discard();
    if ((failure as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw new TrainerError('TRAINER_CANNOT_WRITE', cannotWrite(this.#file, failure), {
      cause: failure,
    });
  }

  /** Gives up: a file that existed before keeps its content, and none is left that did not. */
  async discard(): Promise<void> {
    if (this.#target === null) return;
    this.#target.destroy();
    // A file that is still being opened would come after its removal.
    await finished(this.#target).catch(() => undefined);
    if (this.#isOurs) await rm(this.#path, { force: true });
  }

  /** Ends early: what is written so far stays, unless it would replace a file. Returns where it is, for people. */
  async closeEarly(): Promise<string> {
    if (this.#replaces === null) {
      await this.close();
      return this.#file === '-' ? 'written' : `in ${this.#file}`;
    }
    await this.discard();
    return `dropped, and ${this.#file} is as it was`;
  }
}

function packedByName(file: string, target: Writable): Writable {
  if (!file.endsWith('.gz')) return target;
  const gzip = createGzip();
  target.once('error', (error) => gzip.destroy(error));
  gzip.pipe(target);
  return gzip;
}
