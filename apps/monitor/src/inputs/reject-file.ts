import { appendFile, rename, stat } from 'node:fs/promises';

import type { RejectSink } from './event-reader.ts';

/** Rejections that wait to be written; more are counted only. */
const MOST_WAITING = 1000;

/**
 * Lines that hold no event though they should, in a file of JSON lines. At half of its bound the file is renamed to `….1`, in place
 * of the one before: the latest are there, and the space is bounded. A write that fails loses them, never the monitor.
 */
export class RejectFile implements RejectSink {
  readonly #path: string | null;
  readonly #maxBytes: number;
  readonly #onProblem: (message: string) => void;
  #waiting: string[] = [];
  #work: Promise<void> | null = null;

  /** null keeps none. */
  constructor(file: string | null, maxBytes: number, onProblem: (message: string) => void) {
    this.#path = file;
    this.#maxBytes = maxBytes;
    this.#onProblem = onProblem;
  }

  add(source: string, rejection: Parameters<RejectSink['add']>[1]): void {
    if (this.#path === null || this.#waiting.length >= MOST_WAITING) return;
    const { line, reason, detail, text } = rejection;
    this.#waiting.push(`${JSON.stringify({ source, line, reason, detail, text })}\n`);
    this.#work ??= this.#write(this.#path).finally(() => {
      this.#work = null;
    });
  }

  async close(): Promise<void> {
    await this.#work;
  }

  async #write(file: string): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(file, lines);
      } catch (error) {
        this.#onProblem(`rejected lines can't be written to ${file}: ${String(error)}`);
      }
    }
  }

  async #append(file: string, lines: readonly string[]): Promise<void> {
    const half = this.#maxBytes / 2;
    let size = (await stat(file).catch(() => null))?.size ?? 0;
    let block: Buffer[] = [];
    const write = async (): Promise<void> => {
      if (block.length > 0) await appendFile(file, Buffer.concat(block), { mode: 0o640 });
      block = [];
    };
    for (const line of lines) {
      const bytes = Buffer.from(line);
      if (bytes.length > half) continue;
      if (size + bytes.length > half) {
        await write();
        if (size > 0) await rename(file, `${file}.1`);
        size = 0;
      }
      block.push(bytes);
      size += bytes.length;
    }
    await write();
  }
}
