import { ServingError } from '../serving-error.ts';

const MINUTE_MS = 60_000;

/** Counts the calls of each client in the running minute; what is over the limit is refused. */
export class RateLimiter {
  readonly #most: number;
  readonly #now: () => number;
  #counts = new Map<string, number>();
  #started: number;

  /** `most` calls in a minute, 0 for no limit. */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
    this.#started = now();
  }

  /** Counts a call from an address such as `10.0.0.1:5678`. */
  check(peer: string): void {
    if (this.#most === 0) return;
    const now = this.#now();
    if (now - this.#started >= MINUTE_MS) {
      this.#started = now;
      this.#counts = new Map();
    }
    // A client's calls may come through several connections, so from several ports.
    const client = peer.replace(/:\d+$/, '');
    const count = (this.#counts.get(client) ?? 0) + 1;
    this.#counts.set(client, count);
    if (count <= this.#most) return;
    throw new ServingError(
      'RESOURCE_EXHAUSTED',
      `More than ${this.#most} requests in a minute; try again later`,
    );
  }
}
