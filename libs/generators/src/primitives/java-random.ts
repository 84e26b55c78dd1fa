/** The multiplier 0x5DEECE66D in halves of 24 bits, whose products a double holds exactly. */
const MULTIPLIER_HIGH = 0x5de;
const MULTIPLIER_LOW = 0xece66d;
const HALF = 0x1000000;

/** `java.util.Random`: a linear congruential generator modulo 2⁴⁸. */
export class JavaRandom {
  #high: number;
  #low: number;

  /** Starts from a 64-bit seed, of which the lower 48 bits count. */
  constructor(seed: bigint) {
    const state = BigInt.asUintN(48, seed ^ 0x5deece66dn);
    this.#high = Number(state >> 24n);
    this.#low = Number(state & 0xffffffn);
  }

  /** Returns the upper 31 bits of the next state. */
  #next31(): number {
    const low = this.#low * MULTIPLIER_LOW + 0xb;
    const high = this.#high * MULTIPLIER_LOW + this.#low * MULTIPLIER_HIGH + Math.floor(low / HALF);
    this.#low = low % HALF;
    this.#high = high % HALF;
    return this.#high * 128 + (this.#low >>> 17);
  }

  /** Returns a number from 0 to `bound` − 1, as `nextInt` does for a bound that is not a power of two. */
  nextInt(bound: number): number {
    for (;;) {
      const bits = this.#next31();
      const value = bits % bound;
      // The last, incomplete run of `bound` values is rejected, so that all are equally likely.
      if (bits - value + bound - 1 <= 0x7fffffff) return value;
    }
  }
}
