/** What was counted within one step of time. */
export interface RateSample {
  /** End of the step, in milliseconds since 1970. */
  readonly time: number;
  readonly namesPerSecond: number;
  /** Of the names of the step; null without names. */
  readonly failingShare: number | null;
  /** Messages, bytes or lines that were not read yet; null where no input knows. */
  readonly lag: number | null;
}

/** Counts since the start. */
export interface CountsNow {
  readonly names: number;
  readonly failed: number;
  readonly lag: number | null;
}

/** Rates of the last stretch of time, in steps; no more than `most` are kept. */
export class RateSeries {
  readonly #most: number;
  #samples: RateSample[] = [];
  #before: (CountsNow & { readonly time: number }) | null = null;

  constructor(most = 720) {
    this.#most = most;
  }

  get samples(): readonly RateSample[] {
    return this.#samples;
  }

  /** Ends a step. */
  sample(time: number, counts: CountsNow): void {
    const before = this.#before;
    this.#before = { ...counts, time };
    // A clock that was set back begins a new step, without a rate.
    if (before === null || time <= before.time) return;
    const names = counts.names - before.names;
    this.#samples.push({
      time,
      namesPerSecond: (1000 * names) / (time - before.time),
      failingShare: names > 0 ? (counts.failed - before.failed) / names : null,
      lag: counts.lag,
    });
    if (this.#samples.length > this.#most) this.#samples = this.#samples.slice(-this.#most);
  }
}
