import type { ChildProcess } from 'node:child_process';

const START_MS = 60_000;

/** Resolves when an address answers; rejects where the process ends before, or takes too long. */
export async function untilThere(url: string, child: ChildProcess): Promise<void> {
  const begin = Date.now();
  while (child.exitCode === null && Date.now() - begin < START_MS) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await new Promise((wait) => setTimeout(wait, 200));
  }
  throw new Error(`${child.spawnargs.join(' ')} did not answer at ${url}`);
}
