import { dropReasons } from '../events/dropped-event.ts';
import { grown } from './grown.ts';
import type { KnownName } from './name-cache.ts';

const NOWHERE = -1;
const FEWEST_NAMES = 4096;
/** What is known of a name, in bits: whether it seems to be an expansion, and above, one more than the place of why it was dropped. */
const IS_EXPANSION = 1;
const DROPPED_BITS = 1;

/** What is known of names and clients by the numbers that their sender gave them: of a million names, so in columns. */
export class NumberedWords {
  readonly #registrable: (string | null)[] = [];
  #logits = new Float64Array(0);
  #words = new Uint32Array(0);
  #marks = new Uint8Array(0);
  readonly #families = new Map<number, string>();
  readonly #clients: string[] = [];
  /** The number that each client had in the table of clients when it was seen last. */
  readonly #places: number[] = [];

  /** Takes the next ones in. */
  add(names: readonly KnownName[], clients: readonly string[]): void {
    for (const { registrable, dropped, isExpansion, logit, word, knownFamily } of names) {
      const at = this.#registrable.push(registrable) - 1;
      if (at >= this.#logits.length) this.#grow();
      this.#logits[at] = logit;
      this.#words[at] = word;
      const reason = dropped === null ? 0 : dropReasons.indexOf(dropped) + 1;
      this.#marks[at] = (reason << DROPPED_BITS) | (isExpansion ? IS_EXPANSION : 0);
      if (knownFamily !== null) this.#families.set(at, knownFamily);
    }
    for (const client of clients) {
      this.#clients.push(client);
      this.#places.push(NOWHERE);
    }
  }

  clear(): void {
    this.#registrable.length = 0;
    this.#families.clear();
    this.#clients.length = 0;
    this.#places.length = 0;
  }

  name(number: number): KnownName | undefined {
    const at = number - 1;
    const registrable = this.#registrable[at];
    if (registrable === undefined) return undefined;
    const marks = this.#marks[at] ?? 0;
    return {
      registrable,
      dropped: dropReasons[(marks >>> DROPPED_BITS) - 1] ?? null,
      isExpansion: (marks & IS_EXPANSION) !== 0,
      logit: this.#logits[at] ?? 0,
      word: this.#words[at] ?? 0,
      knownFamily: this.#families.size === 0 ? null : (this.#families.get(at) ?? null),
    };
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

  #grow(): void {
    const size = Math.max(FEWEST_NAMES, Math.ceil(1.5 * this.#logits.length));
    this.#logits = grown(this.#logits, size);
    this.#words = grown(this.#words, size);
    this.#marks = grown(this.#marks, size);
  }
}
