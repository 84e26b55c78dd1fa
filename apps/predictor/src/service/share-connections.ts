import { subscribe } from 'node:diagnostics_channel';

/** Connections that come within so many milliseconds of each other came together. */
const TOGETHER_MS = 1;

const PAUSE_MS = 0.1;

/**
 * Processes that share a port take connections from one queue, and whichever wakes first empties it: of clients that
 * connect together, as after a restart, all would be one process's and the others idle. So a process that has just taken
 * connections sleeps for a moment before it takes the next, and another one has its chance. REST and gRPC alike.
 */
export function shareConnections(): void {
  const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let last = 0;
  subscribe('net.server.socket', () => {
    const now = performance.now();
    // Within libuv's loop of accepts, which nothing but sleep interrupts.
    if (now - last < TOGETHER_MS) Atomics.wait(never, 0, 0, PAUSE_MS);
    last = performance.now();
  });
}
