import type { KnownName } from './name-cache.ts';

/** What is known of names and clients by the numbers that their sender gave them. */
export class NumberedWords {
  readonly #names: KnownName[] = [];
  readonly #clients: string[] = [];
  /** The number that each client had in the table of clients when it was seen last. */
  readonly #places: number[] = [];

  /** Takes the next ones in. */
  add(names: readonly KnownName[], clients: readonly string[]): void {
    for (const name of names) this.#names.push(name);
    for (const client of clients) {
      this.#clients.push(client);
      this.#places.push(NOWHERE);
    }
  }

  clear(): void {
    this.#names.length = 0;
    this.#clients.length = 0;
    this.#places.length = 0;
  }

  name(number: number): KnownName | undefined {
    return this.#names[number - 1];
  }

  client(number: number): string {
    return this.#clients[number - 1] ?? '';
  }

  /** Below 0 where the client was not seen yet. */
  placeOf(number: number): number {
    return this.#places[number - 1] ?? NOWHERE;
  }

  sawAt(number: number, place: number): void {
    this.#places[number - 1] = place;
  }
}

const NOWHERE = -1;
