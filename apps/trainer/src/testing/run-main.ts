import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');

/** The command line as a person starts it, from the sources, in a process of its own. */
export const degas: readonly string[] = [
  process.execPath,
  '--conditions=@degas/source',
  '--import',
  'tsx',
  join(root, 'apps/trainer/src/main.ts'),
];

export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Starts a command, and lets the caller watch and end it. */
export function startMain(args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const [node = '', ...options] = degas;
  const child = spawn(node, [...options, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.errors += chunk.toString()));
  const ended = new Promise<Ended>((done) => {
    child.once('close', (exitCode) => {
      done({ exitCode, ...written });
    });
  });
  return { child, ended };
}

/** Runs a shell script, `$@` being the command line of degas with `args`. */
export function runInShell(script: string, args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...degas, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { exitCode: status, output: stdout, errors: stderr };
}
