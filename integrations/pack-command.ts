/**
 * Packs the command line of Degas for machines that have neither Node nor npm: a folder with a program `degas`, all of
 * its code and model in a few files, and the Node that runs this. Spark ships the folder as an archive, ClickHouse has it
 * in its `user_scripts`.
 *
 *   node --import tsx integrations/pack-command.ts OUT [--without-node]
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const [target, flag] = process.argv.slice(2);
if (target === undefined || (existsSync(target) && !existsSync(join(target, 'cli')))) {
  throw new Error(
    `Given OUT '${target ?? ''}', expected a folder that does not exist or was packed before; choose another one.`,
  );
}

const trainer = join(root, 'apps/trainer');
const threadPrograms = JSON.parse(
  readFileSync(join(trainer, 'thread-programs.json'), 'utf8'),
) as Readonly<Record<string, string>>;
await build({
  absWorkingDir: trainer,
  // Threads are started by their names beside the chunk that starts them.
  entryPoints: { degas: 'src/main.ts', ...threadPrograms },
  // As deep as the sources, which look for package.json two folders up.
  outdir: resolve(target, 'cli/dist'),
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@degas/source'],
  outExtension: { '.js': '.mjs' },
  // What trains networks has native code and stays behind; nothing that scores needs it.
  external: ['@tensorflow/*', 'onnxruntime-node'],
  // Packages in CommonJS call this.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  logLevel: 'error',
});
const node = flag === '--without-node' ? 'node' : '"$here/bin/node"';
if (flag !== '--without-node') {
  mkdirSync(join(target, 'bin'), { recursive: true });
  copyFileSync(process.execPath, join(target, 'bin/node'));
}
// The program reads its version here.
copyFileSync(join(trainer, 'package.json'), join(target, 'package.json'));
const program = join(target, 'degas');
writeFileSync(
  program,
  `#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nexec ${node} "$here/cli/dist/degas.mjs" "$@"\n`,
);
chmodSync(program, 0o755);
execFileSync(program, ['score', '--stream'], { input: 'degas.example.com\n' });
process.stdout.write(`${program}\n`);
