/**
 * Packs every package that can be published and checks what a person would get: publint, attw, and that licence and
 * README are inside and no tests are. Needs a build: `npx nx run-many -t build && npm run check:packages`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { packAll, type Packed } from './packages.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'degas-packages-'));

function run(...args: readonly string[]): string {
  return execFileSync('npx', ['--no-install', ...args], { cwd: root, encoding: 'utf8' });
}

/** Returns what is wrong with the content of a package. */
function faultsOf({ name, files: paths }: Packed): string[] {
  return [
    ...['LICENSE', 'README.md', 'package.json']
      .filter((wanted) => !paths.includes(wanted))
      .map((missing) => `${name} lacks ${missing}`),
    ...(paths.some((path) => path.startsWith('dist/')) ? [] : [`${name} holds no dist: build it`]),
    ...paths
      .filter((path) => /\.test\.|(^|\/)testing\/|\.tsbuildinfo$/.test(path))
      .map((path) => `${name} holds ${path}`),
  ];
}

/** The bundle holds, as a text, a program for threads that calls `require` where there is one: publint takes all of it for CommonJS. */
function isBundleOfThreads({ name }: Packed, output: string): boolean {
  const errors = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => /^\d+\. /.test(line));
  const [only = ''] = errors;
  return name === '@degas/inference' && errors.length === 1 && /bundle\/index\.js.*CJS/.test(only);
}

const faults: string[] = [];
for (const packed of packAll(folder)) {
  const { tarball } = packed;
  faults.push(...faultsOf(packed));
  for (const check of [
    ['publint', '--strict', tarball],
    // Sources are ES modules only; Node 20.19 loads them by require, too.
    ['attw', tarball, '--profile', 'esm-only'],
  ]) {
    try {
      run(...check);
    } catch (error) {
      const output = String((error as { stdout?: unknown }).stdout);
      if (isBundleOfThreads(packed, output)) continue;
      faults.push(`${check.join(' ')}:\n${output}`);
    }
  }
  process.stdout.write(`${packed.name}: ${packed.files.length} files\n`);
}
rmSync(folder, { recursive: true });
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
