import { setFlagsFromString } from 'node:v8';

/**
 * Has the garbage collector clear the young generation in the process's own thread. By default it shares the work with
 * helper threads and waits for all of them: where workers and clients keep the cores busy, a helper waits for a core for
 * longer than the work takes, and all requests with it.
 */
export function shortenPauses(): void {
  setFlagsFromString('--no-parallel-scavenge');
}
