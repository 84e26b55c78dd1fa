import { open, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';

import type { Alert } from '@degas/traffic';

import { type AlertForm, alertText } from './alert-text.ts';
import { writeWhole } from './dead-letter-file.ts';
import { endHalfLine } from './end-half-line.ts';
import { ALL_TAKEN, type SendResult, type Transport } from './transport.ts';

type FileHandle = Awaited<ReturnType<typeof open>>;

/**
 * Alerts as lines of JSON at the end of a file, on the disk before they count as delivered. A file that was renamed by a
 * log rotation is let go, and begun anew.
 */
export class JsonLinesTransport implements Transport {
  readonly name: string;
  readonly batchSize = 1000;
  readonly #path: string;
  readonly #form: AlertForm;
  #file: FileHandle | null = null;

  constructor(file: string, form: AlertForm) {
    this.name = `file ${file}`;
    this.#path = file;
    this.#form = form;
  }

  async send(alerts: readonly Alert[]): Promise<SendResult> {
    const file = await this.#open();
    const { size } = await file.stat();
    await writeWhole(file, Buffer.from(linesOf(alerts, this.#form)), size);
    return ALL_TAKEN;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #open(): Promise<FileHandle> {
    if (this.#file !== null) {
      const [held, named] = await Promise.all([
        this.#file.stat(),
        stat(this.#path).catch(() => null),
      ]);
      if (held.ino === named?.ino && held.dev === named.dev) return this.#file;
      await this.close();
    }
    await endHalfLine(this.#path);
    this.#file = await open(this.#path, 'a', 0o640);
    return this.#file;
  }
}

/** Alerts as lines of JSON on a stream: standard output. */
export class StreamTransport implements Transport {
  readonly name = 'standard output';
  readonly batchSize = 1000;
  readonly #stream: Writable;
  readonly #form: AlertForm;

  constructor(stream: Writable, form: AlertForm) {
    this.#stream = stream;
    this.#form = form;
  }

  async send(alerts: readonly Alert[]): Promise<SendResult> {
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(linesOf(alerts, this.#form), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    return ALL_TAKEN;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const linesOf = (alerts: readonly Alert[], form: AlertForm): string =>
  alerts.map((alert) => `${alertText(alert, form)}\n`).join('');
