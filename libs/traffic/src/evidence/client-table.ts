import { grown } from './grown.ts';
import { ownText } from './own-text.ts';

/** Clients examined for the one that was silent longest. */
const EXAMINED = 16;

/** Clients by number; a number is used again once its client is gone. */
export class ClientTable {
  readonly #numberOf = new Map<string, number>();
  readonly #names: (string | null)[] = [];
  readonly #free: number[] = [];
  #lastSeen = new Float64Array(1024);
  #hand = 0;

  get size(): number {
    return this.#numberOf.size;
  }

  find(client: string): number | undefined {
    return this.#numberOf.get(client);
  }

  add(asRead: string): number {
    const client = ownText(asRead);
    const number = this.#free.pop() ?? this.#names.length;
    this.#names[number] = client;
    this.#numberOf.set(client, number);
    if (number >= this.#lastSeen.length) {
      this.#lastSeen = grown(this.#lastSeen, this.#lastSeen.length * 2);
    }
    return number;
  }

  /** null for a number that no client has. */
  nameOf(number: number): string | null {
    return this.#names[number] ?? null;
  }

  saw(number: number, second: number): void {
    if (second > (this.#lastSeen[number] ?? 0)) this.#lastSeen[number] = second;
  }

  /** Returns a client that was silent for long, of some that lie beside each other; -1 where there is none. */
  silent(): number {
    let oldest = -1;
    for (let tried = 0; tried < this.#names.length && (tried < EXAMINED || oldest < 0); tried++) {
      const number = this.#hand++ % this.#names.length;
      if (this.#names[number] === null) continue;
      const isOlder = (this.#lastSeen[number] ?? 0) < (this.#lastSeen[oldest] ?? Infinity);
      if (oldest < 0 || isOlder) oldest = number;
    }
    return oldest;
  }

  remove(number: number): void {
    const name = this.#names[number];
    if (name === null || name === undefined) return;
    this.#numberOf.delete(name);
    this.#names[number] = null;
    this.#lastSeen[number] = 0;
    this.#free.push(number);
  }

  /** Every client's number. */
  numbers(): Iterable<number> {
    return this.#numberOf.values();
  }
}
