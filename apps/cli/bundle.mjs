/**
 * Puts the verbs of apps/trainer that need no TensorFlow into dist. Other packages of Degas, and what npm has, stay
 * dependencies; of @degas/evaluation, which brings a plotting library, only what is used comes along.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

const folder = import.meta.dirname;
const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const expected = Object.keys(dependencies);
const trainer = join(folder, '../trainer');
const threadPrograms = JSON.parse(readFileSync(join(trainer, 'thread-programs.json'), 'utf8'));
const output = join(folder, 'dist');

rmSync(output, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: trainer,
  entryPoints: {
    main: 'src/degas.ts',
    // Started as threads, by their names beside the chunk that starts them.
    ...threadPrograms,
  },
  outdir: output,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  alias: { '@degas/evaluation': join(folder, '../../libs/evaluation/src/index.ts') },
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
});

const packageOf = (path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/');
const imported = new Set(
  Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path, external }) => external && !path.startsWith('node:'))
    .map(({ path }) => packageOf(path)),
);
const faults = [
  ...[...imported].filter((name) => !expected.includes(name)).map((name) => `${name} is imported`),
  ...expected.filter((name) => !imported.has(name)).map((name) => `${name} is not imported`),
];
if (faults.length > 0) {
  throw new Error(`dist and the dependencies of package.json differ: ${faults.join(', ')}`);
}
