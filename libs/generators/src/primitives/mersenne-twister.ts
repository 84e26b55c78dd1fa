const SIZE = 624;
const OFFSET = 397;

/** MT19937, a generator of unsigned 32-bit numbers (Matsumoto, Nishimura 1998). */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  readonly #twisted: number;
  #index = SIZE;

  /**
   * Starts from an unsigned 32-bit number, as `init_genrand` does. The standard twists all 624
   * words; with fewer, those at the end keep their first value, a bug of some malware.
   */
  constructor(seed: number, twisted = SIZE) {
    this.#twisted = twisted;
    const state = this.#state;
    let previous = seed >>> 0;
    state[0] = previous;
    for (let index = 1; index < SIZE; index++) {
      previous = (Math.imul(previous ^ (previous >>> 30), 1812433253) + index) >>> 0;
      state[index] = previous;
    }
  }

  /** Returns the next number, 0 … 2³² − 1. */
  next(): number {
    if (this.#index === SIZE) this.#twist();
    let value = this.#state[this.#index++] ?? 0;
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return (value ^ (value >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < this.#twisted; index++) {
      const low = state[(index + 1) % SIZE] ?? 0;
      const joined = ((state[index] ?? 0) & 0x80000000) | (low & 0x7fffffff);
      const far = state[(index + OFFSET) % SIZE] ?? 0;
      state[index] = far ^ (joined >>> 1) ^ (low & 1 ? 0x9908b0df : 0);
    }
    this.#index = 0;
  }
}
