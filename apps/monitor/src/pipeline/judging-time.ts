import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** Of what it took before, and of the time that the processor was idle, what the next turn may take. */
const AGAIN = 0.7;
const OF_IDLE = 0.8;

/** How long work that can wait may take in each period: little while the processor is busy, most of it while it would be idle. */
export class JudgingTime {
  readonly #periodMs: number;
  readonly #leastMs: number;
  #took = 0;
  #before: EventLoopUtilization = performance.eventLoopUtilization();

  constructor(periodMs: number, leastMs: number) {
    this.#periodMs = periodMs;
    this.#leastMs = leastMs;
  }

  /** Milliseconds for the next period. */
  next(): number {
    const now = performance.eventLoopUtilization();
    const { idle } = performance.eventLoopUtilization(now, this.#before);
    this.#before = now;
    return Math.min(this.#periodMs, Math.max(this.#leastMs, AGAIN * this.#took + OF_IDLE * idle));
  }

  /** Tells what the work took since. */
  took(milliseconds: number): void {
    this.#took = milliseconds;
  }
}
