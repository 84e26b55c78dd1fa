import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

const START_MS = 60_000;

/** Resolves when an address answers; rejects where the process ends before, or takes too long. */
export function untilThere(url: string, child: ChildProcess): Promise<void> {
  const isThere = async (): Promise<boolean> => (await fetch(url).catch(() => null))?.ok === true;
  return until(isThere, url, child);
}

/** Resolves when something listens on a port of this machine. */
export function untilListening(port: number, child: ChildProcess): Promise<void> {
  const isThere = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket
        .once('connect', () => {
          resolve(true);
        })
        .once('error', () => {
          resolve(false);
        });
      socket.once('connect', () => socket.destroy());
    });
  return until(isThere, `port ${port}`, child);
}

async function until(
  isThere: () => Promise<boolean>,
  place: string,
  child: ChildProcess,
): Promise<void> {
  const begin = Date.now();
  while (child.exitCode === null && Date.now() - begin < START_MS) {
    if (await isThere()) return;
    await new Promise((wait) => setTimeout(wait, 200));
  }
  throw new Error(`${child.spawnargs.join(' ')} did not answer at ${place}`);
}
