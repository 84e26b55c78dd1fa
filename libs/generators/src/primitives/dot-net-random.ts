import { elementAt } from './element-at.ts';

const MAX = 0x7fffffff;
const LAGS = 55;

/** `System.Random` of the .NET Framework: Knuth's subtractive generator with a lag of 55. */
export class DotNetRandom {
  /** Entries 1 … 55; entry 0 is unused, as in the original. */
  readonly #state = new Int32Array(LAGS + 1);
  #first = 0;
  #second = 21;

  /** Starts from a signed 32-bit seed. */
  constructor(seed: number) {
    const state = this.#state;
    let last = 161803398 - Math.abs(seed);
    let value = 1;
    state[LAGS] = last;
    for (let index = 1; index < LAGS; index++) {
      const place = (21 * index) % LAGS;
      state[place] = value;
      value = last - value;
      if (value < 0) value += MAX;
      last = elementAt(state, place);
    }
    for (let round = 0; round < 4; round++) {
      for (let index = 1; index <= LAGS; index++) {
        // The typed array wraps the difference to 32 bits.
        state[index] = elementAt(state, index) - elementAt(state, 1 + ((index + 30) % LAGS));
        if (elementAt(state, index) < 0) state[index] = elementAt(state, index) + MAX;
      }
    }
  }

  /** Returns a number from 0 to `bound` − 1, as `Next(bound)` does. */
  next(bound: number): number {
    this.#first = (this.#first % LAGS) + 1;
    this.#second = (this.#second % LAGS) + 1;
    let drawn = (elementAt(this.#state, this.#first) - elementAt(this.#state, this.#second)) | 0;
    if (drawn === MAX) drawn--;
    if (drawn < 0) drawn += MAX;
    this.#state[this.#first] = drawn;
    return Math.floor(drawn * (1 / MAX) * bound);
  }
}
