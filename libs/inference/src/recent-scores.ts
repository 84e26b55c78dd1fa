/**
 * Scores by name for the names seen last. Two generations stand in for a strict least-recently-used list: a hit in
 * the older one moves the name to the younger, and a full younger one becomes the older. One look-up, no list to keep.
 */
export class RecentScores {
  readonly #capacity: number;
  #younger = new Map<string, number>();
  #older = new Map<string, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(name: string): number | undefined {
    const score = this.#younger.get(name);
    if (score !== undefined) return score;
    const old = this.#older.get(name);
    if (old !== undefined) this.set(name, old);
    return old;
  }

  set(name: string, score: number): void {
    if (this.#capacity === 0) return;
    if (this.#younger.size >= this.#capacity / 2) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(ownCopy(name), score);
  }
}

/** A name cut from a log's chunk would keep the whole chunk in memory for as long as it is remembered. */
function ownCopy(name: string): string {
  return ` ${name}`.slice(1);
}
