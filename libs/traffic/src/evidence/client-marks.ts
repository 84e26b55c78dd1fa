/** Numbers of clients that something is still to be done with, each once, in the order they were marked. */
export class ClientMarks {
  #isMarked = new Uint8Array(1024);
  #marked: number[] = [];
  #done = 0;

  get size(): number {
    return this.#marked.length - this.#done;
  }

  mark(client: number): void {
    if (client >= this.#isMarked.length) {
      const grown = new Uint8Array(Math.max(client + 1, this.#isMarked.length * 2));
      grown.set(this.#isMarked);
      this.#isMarked = grown;
    }
    if (this.#isMarked[client] === 1) return;
    this.#isMarked[client] = 1;
    this.#marked.push(client);
  }

  /** The next client, which is unmarked with it; undefined where there is none. */
  take(): number | undefined {
    const client = this.#marked[this.#done];
    if (client === undefined) return undefined;
    this.#isMarked[client] = 0;
    if (++this.#done === this.#marked.length) {
      this.#marked = [];
      this.#done = 0;
    }
    return client;
  }
}
