import { execFile, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** True where a program of this machine can be run, wherever it is installed. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name} || test -x /usr/sbin/${name}`], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** A port of the loopback that is free at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

/** Asks with `dig`; returns the response code, or null where no answer came. */
export async function dig(port: number, name: string, type: string): Promise<string | null> {
  const options = ['@127.0.0.1', '-p', String(port), '+tries=1', '+time=2', name, type];
  const { stdout } = await run('dig', options).catch(() => ({ stdout: '' }));
  return /status: (\w+)/.exec(stdout)?.[1] ?? null;
}

/** Runs a resolver in the foreground while `ask` goes on, once it answers, and stops it in the end. */
export async function withResolver(
  program: string,
  options: readonly string[],
  port: number,
  ask: () => Promise<void>,
): Promise<void> {
  const child = spawn(program, options, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` },
  });
  let output = '';
  const keep = (text: Buffer): void => void (output += text.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  try {
    await isReady(port, () => child.exitCode !== null);
    await ask();
  } catch (error) {
    throw new Error(`${program} did not answer: ${output}`, { cause: error });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function isReady(port: number, hasEnded: () => boolean): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (hasEnded()) throw new Error('it ended');
    if ((await dig(port, 'ready.test', 'A')) !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no answer in time');
}
