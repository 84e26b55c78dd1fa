import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type MessagePort, Worker } from 'node:worker_threads';

/** The program of a thread: called `name`, beside the module at `address` and of its kind. */
export function threadProgram(name: string, address: string): URL {
  return new URL(`./${name}${extname(address)}`, address);
}

/** Whether a thread's program is there: bundlers may leave it behind. */
export function isProgramThere(program: URL): boolean {
  return existsSync(fileURLToPath(program));
}

/** Starts a program as a thread, built or from the sources; ports among its data are given away. */
export function startThread(
  program: URL,
  workerData: object,
  ports: readonly MessagePort[] = [],
): Worker {
  const given = { workerData, transferList: [...ports] };
  if (!program.pathname.endsWith('.ts')) return new Worker(program, given);
  // From the sources: a thread doesn't take over what reads TypeScript in the main one.
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href;
  const [from, address] = [JSON.stringify(loader), JSON.stringify(program.href)];
  return new Worker(`import(${from}).then((tsx) => (tsx.register(), import(${address})))`, {
    eval: true,
    execArgv: ['--conditions=@degas/source'],
    ...given,
  });
}
