import { spawn } from 'node:child_process';

/** Milliseconds that a reload may take. */
const LONGEST_MS = 30_000;
const KEPT_OUTPUT = 500;

/**
 * Runs the operator's command that makes a resolver read a list again, by the shell, with the list's path in
 * `DEGAS_BLOCKLIST`. Throws with what it printed where it does not end with 0.
 */
export async function runReloadHook(command: string, file: string): Promise<void> {
  const child = spawn(command, {
    shell: true,
    // A group of its own, so that a hanging command ends with all that it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEGAS_BLOCKLIST: file },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      if (output.length < KEPT_OUTPUT) output += chunk.toString();
    });
  }
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, LONGEST_MS);
  try {
    const ending = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        resolve(signal ?? String(code));
      });
    });
    if (ending === '0') return;
    throw new Error(
      `the reload command ended with ${ending}: ${output.slice(0, KEPT_OUTPUT).trim()}`,
    );
  } finally {
    clearTimeout(timer);
  }
}
