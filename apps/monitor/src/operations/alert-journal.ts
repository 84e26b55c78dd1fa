import { appendFile } from 'node:fs/promises';

import { type Alert, alertLevels } from '@degas/traffic';
import { z } from 'zod';

import { jsonLine } from '../outlets/json-line.ts';
import { readIfThere } from '../outlets/read-if-there.ts';
import { replaceFile } from '../outlets/replace-file.ts';
import { AlertBook, type BookedAlert } from './alert-book.ts';

/** What the page reads of an alert. */
const line = z.object({
  raised: z.number(),
  alert: z.looseObject({
    id: z.string(),
    client: z.string(),
    level: z.enum(alertLevels),
    family: z.string(),
    names: z.array(z.looseObject({ name: z.string() })),
  }),
});

const MODE = 0o640;
/** A file of fewer lines than this, beside twice the book, stays as it is. */
const FEWEST_LINES = 1000;

/** Keeps the alerts of the page in a file, so that they are there after a restart. What cannot be written is lost to the page alone. */
export class AlertJournal {
  readonly book: AlertBook;
  readonly #file: string;
  readonly #onProblem: (message: string) => void;
  #last: Promise<void> = Promise.resolve();
  /** Lines of the file, an alert's earlier forms with it. */
  #lines = 0;

  private constructor(file: string, book: AlertBook, onProblem: (message: string) => void) {
    this.#file = file;
    this.book = book;
    this.#onProblem = onProblem;
  }

  /** Reads what is there; lines that are none, as after a crash, are left out. The file is then as long as the book. */
  static async open(
    file: string,
    onProblem: (message: string) => void,
    most?: number,
  ): Promise<AlertJournal> {
    const book = new AlertBook(most);
    const journal = new AlertJournal(file, book, onProblem);
    try {
      const text = (await readIfThere(file)) ?? '';
      for (const written of text.split('\n')) {
        const one = jsonLine(line, written) as BookedAlert | null;
        if (one !== null) book.add(one.alert, one.raised);
      }
      if (text !== '') await journal.#rewrite();
    } catch (error) {
      onProblem(`the alerts of the page can't be kept in ${file}: ${String(error)}`);
    }
    return journal;
  }

  /** Writes alerts behind the others; the book has them already. */
  append(alerts: readonly Alert[], raised: number): void {
    const lines = alerts.map((alert) => textOf({ alert, raised })).join('');
    this.#lines += alerts.length;
    const isLong = this.#lines > 2 * this.book.size + FEWEST_LINES;
    this.#last = this.#last
      .then(() => (isLong ? this.#rewrite() : appendFile(this.#file, lines, { mode: MODE })))
      .catch((error: unknown) => {
        this.#onProblem(`alerts of the page can't be written to ${this.#file}: ${String(error)}`);
      });
  }

  close(): Promise<void> {
    return this.#last;
  }

  /** Makes the file as long as the book. */
  async #rewrite(): Promise<void> {
    const held = [...this.book.list()].reverse();
    this.#lines = held.length;
    await replaceFile(this.#file, held.map(textOf).join(''), MODE);
  }
}

const textOf = (one: BookedAlert): string => `${JSON.stringify(one)}\n`;
