/** Holds answers back for a moment; open unless it was closed. */
export class AnswerGate {
  #waiting: Promise<void> | null = null;
  #open: () => void = () => undefined;

  close(): void {
    if (this.#waiting !== null) return;
    this.#waiting = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open();
    this.#waiting = null;
  }

  /** Resolves when the gate is open; null where it is. */
  passed(): Promise<void> | null {
    return this.#waiting;
  }
}
