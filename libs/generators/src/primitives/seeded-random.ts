import { elementAt } from './element-at.ts';
import { MersenneTwister } from './mersenne-twister.ts';

/** Pseudo-random numbers and choices; equal seeds draw equally. */
export class SeededRandom {
  readonly #twister: MersenneTwister;

  constructor(seed: number) {
    this.#twister = new MersenneTwister(seed);
  }

  /** Returns an integer from 0 to `bound` − 1. */
  below(bound: number): number {
    return Math.floor((this.#twister.next() / 0x100000000) * bound);
  }

  /** Returns an integer from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** Returns an element of a non-empty list. */
  oneOf<Value>(list: ArrayLike<Value>): Value {
    return elementAt(list, this.below(list.length));
  }

  /** Returns random characters of an alphabet. */
  text(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) text += alphabet.charAt(this.below(alphabet.length));
    return text;
  }
}
