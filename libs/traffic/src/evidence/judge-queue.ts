import { ClientMarks } from './client-marks.ts';

/** Clients that wait to be judged: those with telling names first, each kind in the order they came. */
export class JudgeQueue {
  readonly #urgent = new ClientMarks();
  readonly #others = new ClientMarks();

  get size(): number {
    return this.#urgent.size + this.#others.size;
  }

  /** Those that come first. */
  get urgent(): number {
    return this.#urgent.size;
  }

  add(client: number, isUrgent: boolean): void {
    if (isUrgent) {
      this.#others.unmark(client);
      this.#urgent.mark(client);
    } else if (!this.#urgent.has(client)) this.#others.mark(client);
  }

  /** The next of those that come first; undefined where there is none. */
  takeUrgent(): number | undefined {
    return this.#urgent.take();
  }

  /** The next client; undefined where there is none. */
  take(): number | undefined {
    return this.takeUrgent() ?? this.#others.take();
  }

  clear(): void {
    this.#urgent.clear();
    this.#others.clear();
  }
}
