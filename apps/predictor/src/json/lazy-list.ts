import { JsonReader } from './json-reader.ts';
import type { Steps } from './steps.ts';

/** Elements that are looked at before others have their turn. */
const ELEMENTS_PER_STEP = 8192;

/**
 * A list of a JSON text, read element by element each time it is walked: a million names take no more memory than
 * their text.
 */
export class LazyList implements Iterable<unknown> {
  readonly length: number;
  readonly #text: string;
  readonly #start: number;

  private constructor(text: string, start: number, length: number) {
    this.#text = text;
    this.#start = start;
    this.length = length;
  }

  /** Checks the list that the reader is at, and takes it. */
  static *reading(text: string, reader: JsonReader): Steps<LazyList> {
    reader.peek();
    const start = reader.position;
    let length = 0;
    reader.accept('[');
    if (!reader.accept(']')) {
      do {
        yield* reader.skippingValue();
        length++;
        if (length % ELEMENTS_PER_STEP === 0) yield;
      } while (reader.accept(','));
      if (!reader.accept(']')) {
        throw reader.error('Missing a comma or ] after an array element.');
      }
    }
    return new LazyList(text, start, length);
  }

  *[Symbol.iterator](): Generator {
    const reader = new JsonReader(this.#text, this.#start);
    reader.accept('[');
    if (this.length === 0) return;
    do yield reader.readValue();
    while (reader.accept(','));
  }
}
