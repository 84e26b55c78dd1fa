import { grown } from './grown.ts';

/** Entries that are done with are forgotten together. */
const FEWEST_KEPT = 1024;

/** Numbers of clients that something is still to be done with, each once, in the order they were marked. */
export class ClientMarks {
  #isMarked = new Uint8Array(64);
  /** In their order; those that were unmarked since are passed over. */
  #marked: number[] = [];
  #done = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(client: number): boolean {
    return this.#isMarked[client] === 1;
  }

  mark(client: number): void {
    if (client >= this.#isMarked.length) {
      this.#isMarked = grown(this.#isMarked, Math.max(client + 1, this.#isMarked.length * 2));
    }
    if (this.#isMarked[client] === 1) return;
    this.#isMarked[client] = 1;
    this.#size++;
    this.#marked.push(client);
    if (this.#marked.length > 2 * this.#size + FEWEST_KEPT) this.#tidy();
  }

  unmark(client: number): void {
    if (!this.has(client)) return;
    this.#isMarked[client] = 0;
    this.#size--;
  }

  /** The next client, which is unmarked with it; undefined where there is none. */
  take(): number | undefined {
    while (this.#done < this.#marked.length) {
      const client = this.#marked[this.#done++] ?? 0;
      if (this.#isMarked[client] === 0) continue;
      this.#isMarked[client] = 0;
      this.#size--;
      return client;
    }
    this.#marked = [];
    this.#done = 0;
    return undefined;
  }

  clear(): void {
    while (this.take() !== undefined);
  }

  /** Forgets those that were taken or unmarked. */
  #tidy(): void {
    const left = this.#marked.slice(this.#done).filter((client) => this.has(client));
    this.#marked = [...new Set(left)];
    this.#done = 0;
  }
}
