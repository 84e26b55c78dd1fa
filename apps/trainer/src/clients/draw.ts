import { randomBits } from '@degas/features';

/** Draws of one seed: everything random in a simulation comes from one of these. */
export class Draw {
  readonly #bits: () => number;

  constructor(seed: number) {
    this.#bits = randomBits(seed);
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return this.#bits() % limit;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** A number from 0, below 1. */
  share(): number {
    return this.#bits() / 2 ** 32;
  }

  isTrue(probability: number): boolean {
    return this.share() < probability;
  }

  /** A whole number from `least` to `most`, each order of magnitude as likely as the next. */
  magnitude(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.share());
  }

  pick<T>(values: ArrayLike<T>): T {
    return values[this.below(values.length)] as T;
  }

  /** One of a list ordered by popularity: the first are drawn most. */
  pickPopular<T>(values: ArrayLike<T>): T {
    return values[Math.floor(values.length * this.share() ** 3)] as T;
  }

  /** Up to `count` different values. */
  sample<T>(values: ArrayLike<T>, count: number): T[] {
    if (count >= values.length) return Array.from(values);
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(this.below(values.length));
    return Array.from(chosen, (index) => values[index] as T);
  }

  text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }
}
