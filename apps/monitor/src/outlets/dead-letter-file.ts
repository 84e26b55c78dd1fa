import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

import type { Alert } from '@degas/traffic';

import { MonitorError } from '../errors.ts';
import { endHalfLine } from './end-half-line.ts';
import type { Refusal } from './transport.ts';

/** An alert that an outlet could not deliver, as a line of JSON. */
export interface DeadLetter {
  /** When it was given up, ISO 8601. */
  readonly time: string;
  readonly outlet: string;
  readonly reason: string;
  readonly alert: Alert;
}

export interface DeadLetterOptions {
  /** Bytes of the file, at most. */
  readonly maxBytes: number;
  readonly now: () => number;
}

/**
 * Alerts that could not be delivered, in a file of JSON lines. A write that fails leaves no half line behind. The file never
 * grows beyond its bound: more is an error, so that nothing is dropped unseen.
 */
export class DeadLetterFile {
  readonly path: string;
  readonly #options: DeadLetterOptions;
  #last: Promise<void> = Promise.resolve();

  constructor(file: string, options: DeadLetterOptions) {
    this.path = file;
    this.#options = options;
  }

  /** Resolves once the letters are on the disk. */
  append(outlet: string, refusals: readonly Refusal[]): Promise<void> {
    const time = new Date(this.#options.now()).toISOString();
    const lines = refusals
      .map(({ alert, reason }) => `${JSON.stringify({ time, outlet, reason, alert })}\n`)
      .join('');
    const written = this.#last.then(() => this.#write(Buffer.from(lines)));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #write(lines: Buffer): Promise<void> {
    const { maxBytes } = this.#options;
    try {
      await mkdir(path.dirname(this.path), { recursive: true });
      await endHalfLine(this.path);
      const file = await open(this.path, 'a', 0o640);
      try {
        const { size } = await file.stat();
        if (size + lines.length > maxBytes) {
          throw new MonitorError(
            'MONITOR_DEAD_LETTERS_FULL',
            `${this.path} has ${size} bytes; ${lines.length} more were given. Expected at most ${maxBytes}. Deliver its alerts by other means and move it away.`,
          );
        }
        await writeWhole(file, lines, size);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (error instanceof MonitorError) throw error;
      throw new MonitorError(
        'MONITOR_CANNOT_WRITE',
        `${this.path} can't be written (${(error as Error).message}). Expected a writable file; check the folder, its rights and the space left.`,
        { cause: error },
      );
    }
  }
}

type FileHandle = Awaited<ReturnType<typeof open>>;

/** Appends all bytes durably, or none. */
export async function writeWhole(file: FileHandle, bytes: Buffer, size: number): Promise<void> {
  try {
    await file.appendFile(bytes);
    await file.datasync();
  } catch (error) {
    await file.truncate(size).catch(() => undefined);
    throw error;
  }
}
