/**
 * Puts the compiled package and what it imports into one file, dist/bundle/index.js, and the model that ships into another
 * that is read when it is wanted. A program that imports fifty files and has Node search tldts for its exports waits
 * several times as long for its first verdict as one that imports this.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { build } from 'esbuild';

const folder = import.meta.dirname;
const output = join(folder, 'dist/bundle');
rmSync(output, { recursive: true, force: true });
await build({
  absWorkingDir: folder,
  entryPoints: ['dist/index.js'],
  outdir: output,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  legalComments: 'inline',
  logLevel: 'warning',
});
const tldts = dirname(
  createRequire(join(folder, '../features/package.json')).resolve('tldts/package.json'),
);
copyFileSync(join(tldts, 'LICENSE'), join(output, 'tldts.LICENSE'));
