/** A linear congruential generator modulo 2³². */
export class LinearCongruential {
  #state: number;
  readonly #multiplier: number;
  readonly #increment: number;

  constructor(seed: number, multiplier: number, increment: number) {
    this.#state = seed >>> 0;
    this.#multiplier = multiplier;
    this.#increment = increment;
  }

  /** Returns the next state, 0 … 2³² − 1. */
  next(): number {
    return (this.#state = (Math.imul(this.#state, this.#multiplier) + this.#increment) >>> 0);
  }
}

/** Returns the generator of "Numerical Recipes". */
export function numericalRecipes(seed: number): LinearCongruential {
  return new LinearCongruential(seed, 1664525, 1013904223);
}

/** Returns `rand` of Microsoft's C library after `srand(seed)`: fifteen bits a call. */
export function microsoftRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 214013) + 2531011) >>> 0;
    return (state >>> 16) & 0x7fff;
  };
}
