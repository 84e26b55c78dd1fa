import { setFlagsFromString } from 'node:v8';

/**
 * Has the garbage collector clear the young generation, and free the memory of the buffers that died in it, in the
 * process's own thread. By default it shares this work with helper threads and waits for all of them: where workers and
 * clients keep the cores busy, a helper waits for a core for longer than the work takes, and all requests with it.
 */
export function shortenPauses(): void {
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--no-concurrent-array-buffer-sweeping');
}
