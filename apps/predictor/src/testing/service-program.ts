import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const PROJECT = path.join(import.meta.dirname, '../..');
const REPOSITORY = path.join(PROJECT, '../..');

let program: string | undefined;

/**
 * Returns the service as one program, made of the sources once in this process. Each of its processes starts in a third of
 * the time that the sources take, module by module.
 */
export function serviceProgram(): string {
  program ??= bundle();
  return program;
}

function bundle(): string {
  // As deep as the sources, which look for the package and its page two folders up; a folder for each of Jest's workers.
  const folder = path.join(PROJECT, `out-tsc/service-${process.env.JEST_WORKER_ID ?? '0'}`);
  const { dependencies } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const external = Object.keys(dependencies).filter((name) => !name.startsWith('@degas/'));
  execFileSync(path.join(REPOSITORY, 'node_modules/.bin/esbuild'), [
    path.join(PROJECT, 'src/main.ts'),
    `--outdir=${folder}`,
    ...['--bundle', '--splitting', '--platform=node', '--format=esm', '--target=node20'],
    ...['--conditions=@degas/source', '--out-extension:.js=.mjs', '--log-level=error'],
    ...external.map((name) => `--external:${name}`),
  ]);
  return path.join(folder, 'main.mjs');
}
